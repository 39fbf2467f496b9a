package dev.understudy.bench.commit;

import dev.understudy.bench.commit.Way.Kind;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StagedServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Starts what each way needs. Each has a primary of its own, made alike: one primary for all of them would have every acknowledger
 * first receive what the others' turns wrote, and the last one's would pay for the binlog of all. What does not have its turn stands idle
 * and attached, as every turn finds it.
 */
final class CommitStage {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final ServerBinaries binaries;
    private int ids;

    CommitStage(Stage stage, ServerBinaries binaries) {
        this.stage = stage;
        this.binaries = binaries;
    }

    List<Way> start(Collection<Kind> kinds) throws Exception {
        List<Way> ways = new ArrayList<>();
        for (Kind kind : kinds) {
            System.out.println("starting " + kind);
            ways.add(start(kind));
        }
        return ways;
    }

    private Way start(Kind kind) throws Exception {
        Replicator account = Replicator.named("ack-" + kind);
        Primary primary = Primary.start(stage, binaries, "primary-" + kind, ++ids, account);
        if (kind == Kind.ASYNC) {
            return ready(new Way(kind, primary, Optional.empty(), List.of()));
        }
        primary.waits();
        List<StagedServer> others = switch (kind) {
            case ASYNC -> List.of();
            case NATIVE -> List.of(NativeReplica.start(stage, binaries, primary, ++ids, account));
            case OURS_1 -> KeptJournal.start(stage, kind.toString(), 1, primary, account, ++ids);
            case OURS_3 -> KeptJournal.start(stage, kind.toString(), 3, primary, account, ++ids);
        };
        return ready(new Way(kind, primary, Optional.of(account.user()), others));
    }

    private static Way ready(Way way) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Waits now = way.primary().look();
        while (!now.onlyFor(way.acknowledger())) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        way.kind() + ": after " + PATIENCE.toSeconds() + " s the primary does not wait for "
                                + way.acknowledger().orElse("nobody") + " alone: " + now);
            }
            Thread.sleep(50);
            now = way.primary().look();
        }
        return way;
    }
}

package dev.understudy.recovery;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import dev.understudy.recovery.steps.Context;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person orders for a standby. Orders may come from any thread; they are carried out by the one that works for the cluster. */
final class StandbyOrders {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyOrders.class);

    private final Context context;
    private final Queue<Reseed> reseeds = new ConcurrentLinkedQueue<>();
    private final Queue<String> resumes = new ConcurrentLinkedQueue<>();

    /** @param tables which to copy anew; empty for all that there is */
    private record Reseed(String node, List<TableName> tables) {}

    StandbyOrders(Context context) {
        this.context = context;
    }

    /** To copy it anew; carried out when no plan is open. */
    void reseed(String node, List<TableName> tables) {
        reseeds.add(new Reseed(node, List.copyOf(tables)));
        context.observations().wake();
    }

    /** To go on where its replay halted. */
    void resume(String node) {
        resumes.add(node);
        context.observations().wake();
    }

    /**
     * Where it halted by an order of the log, it halts there again.
     *
     * @return the nodes that are not followed into for the moment
     */
    Set<String> resumeWhatHalted() {
        Set<String> stopped = new HashSet<>();
        for (String node = resumes.poll(); node != null; node = resumes.poll()) {
            boolean halted = context.replays()
                    .of(node)
                    .filter(replay -> replay.progress().state() == Replay.State.HALTED)
                    .isPresent();
            if (halted) {
                LOG.warn("{} is followed into again, as ordered", node);
                context.replays().stop(node);
                stopped.add(node);
            }
        }
        return stopped;
    }

    /**
     * Only while no plan is open.
     *
     * @return the nodes that are not followed into for the moment
     */
    Set<String> giveUpWhatIsToBeCopied(Reign reign) throws SQLException {
        Set<String> stopped = new HashSet<>();
        for (Reseed order = reseeds.poll(); order != null; order = reseeds.poll()) {
            if (order.node().equals(reign.writer())) {
                LOG.error("{} reigns now and is not reseeded", order.node());
                continue;
            }
            context.replays().stop(order.node());
            stopped.add(order.node());
            Server server = context.servers().get(order.node());
            server.claim();
            if (order.tables().isEmpty()) {
                LOG.warn("{} is given up and copied anew, as ordered", order.node());
                server.giveUp();
            } else {
                LOG.warn("{} of {} are copied anew, as ordered", order.tables(), order.node());
                server.giveUp(order.tables());
            }
        }
        return stopped;
    }
}

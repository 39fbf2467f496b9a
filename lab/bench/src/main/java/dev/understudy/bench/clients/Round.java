package dev.understudy.bench.clients;

import dev.understudy.cli.drill.Theatre;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.Timeline;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.StageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One fault, seen by one cast of clients, and afterwards all is as it was, but that another server may write. */
final class Round {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;

    private final Theatre theatre;
    private final ServerBinaries binaries;
    private final Door door;
    private final int jdbc;

    /**
     * @param jdbc how many clients there are of Connector/J
     */
    Round(Theatre theatre, ServerBinaries binaries, Door door, int jdbc) {
        this.theatre = theatre;
        this.binaries = binaries;
        this.door = door;
        this.jdbc = jdbc;
    }

    /** When the fault began, by both clocks. */
    private record Begun(long nanos, long millis) {
        static Begun now() {
            return new Begun(System.nanoTime(), System.currentTimeMillis());
        }
    }

    /** Which time counts, ns. */
    private record Seen(long from, long faultAt, long until) {}

    void play(Trouble trouble, Cast cast, Rounds rounds) throws Exception {
        theatre.awaitStandbys();
        // What was said before is read before: what comes then is this fault's.
        theatre.events();
        String writer = theatre.writer();
        long epoch = theatre.epoch();
        Crowd crowd = cast.start(binaries, door, jdbc, WARM_UP.plus(BEFORE).plus(trouble.after()));
        Thread.sleep(WARM_UP.toMillis());
        long from = System.nanoTime();
        Thread.sleep(BEFORE.toMillis());
        Begun begun = begin(trouble, theatre.system().database(writer));
        Thread.sleep(Math.max(0, trouble.after().toMillis() - (System.nanoTime() - begun.nanos()) / 1_000_000));
        long until = System.nanoTime();
        crowd.stop();
        if (trouble.changesWriter()) {
            theatre.awaitSuccessor(epoch, Set.of(writer));
            tellSteps(trouble, begun.millis(), rounds);
        }
        tell(trouble, crowd, new Seen(from, begun.nanos(), until), rounds);
        if (trouble.endsWriter() && theatre.bringBack(writer, false)) {
            System.out.println("  " + writer + " held more than the cluster and was copied anew");
        }
    }

    private Begun begin(Trouble trouble, DatabaseServer writer) throws InterruptedException {
        Begun begun = Begun.now();
        switch (trouble) {
            case KILL -> writer.kill();
            case HANG -> writer.pause();
            case SWITCHOVER -> begun = order();
            case ROUTER -> theatre.system().service("router").restart();
        }
        return begun;
    }

    /** It may have to wait until the standby is near enough. */
    private Begun order() throws InterruptedException {
        long end = System.nanoTime() + BEGINS_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            Begun begun = Begun.now();
            if (theatre.switchOver()) {
                return begun;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new StageException("no switch-over could begin within " + BEGINS_WITHIN.toSeconds()
                + " s: the standby does not keep up with these clients, or understudy switchover --dry-run says why");
    }

    private void tellSteps(Trouble trouble, long begunAt, Rounds rounds) {
        List<Timeline.Entry> entries = Timeline.of(begunAt, Layout.CLUSTER, theatre.events(), Optional.empty())
                .entries();
        StringBuilder line = new StringBuilder();
        for (Timeline.Entry entry : entries) {
            if (entry.atMs() > 0) {
                line.append(' ').append(entry.event()).append(' ').append(entry.atMs());
                rounds.add(trouble.word() + ".until." + entry.event(), "ms", entry.atMs());
            }
        }
        System.out.println("  steps, ms:" + line);
    }

    private void tell(Trouble trouble, Crowd crowd, Seen seen, Rounds rounds) throws Exception {
        List<Long> found = found();
        for (Map.Entry<String, Diary> kind : crowd.diaries().entrySet()) {
            Findings findings = Findings.of(kind.getValue(), seen.from(), seen.faultAt(), seen.until());
            Judged judged = Judged.of(
                    kind.getValue().commits().stream().map(Diary.Commit::id).toList(), found);
            rounds.add(trouble, kind.getKey(), findings);
            rounds.add(judged);
            System.out.printf(
                    "  %s: %s; %d lost, %d twice%n", kind.getKey(), findings.line(), judged.lost(), judged.twice());
        }
        crowd.ownFigures().forEach((name, value) -> {
            rounds.add(trouble.word() + "." + name, "count", value);
            System.out.printf("  %s %.0f%n", name, value);
        });
    }

    /** What the writer has, with all that came before. */
    private List<Long> found() throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = theatre.primary().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Door.FOUND)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}

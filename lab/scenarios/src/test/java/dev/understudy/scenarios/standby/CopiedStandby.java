package dev.understudy.scenarios.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Target;
import dev.understudy.recovery.replay.Token;
import dev.understudy.recovery.seed.Seed;
import dev.understudy.recovery.seed.SeedProgress;
import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A standby that is copied by this process, and what is done to the copy. One thread, but for the connections. */
public final class CopiedStandby implements AutoCloseable {

    private static final int SESSIONS = 3;
    private static final int LANES = 4;
    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final Token TOKEN = new Token("test", Long.MAX_VALUE);

    private final OrderSystem system;
    private final DatabaseServer source;
    private final DatabaseServer target;
    private final List<Connection> toSource = new CopyOnWriteArrayList<>();
    private final List<Connection> toTarget = new CopyOnWriteArrayList<>();
    private final TreeMap<String, Integer> deaths = new TreeMap<>();
    private final Position before;
    private long copied;
    private @Nullable Replay replay;

    public CopiedStandby(OrderSystem system) throws SQLException {
        this.system = system;
        this.source = system.database(OrderSystem.PRIMARY);
        this.target = system.database(OrderSystem.STANDBY);
        try (Connection connection = target.connect()) {
            before = Position.read(connection, system.engine(), Layout.CLUSTER).orElseThrow();
        }
    }

    /** As the order to reseed does it. */
    public void giveUp() throws SQLException {
        try (Connection connection = openTarget();
                Statement statement = connection.createStatement()) {
            system.engine().suppressBinlog(connection);
            Seed.want(connection);
            statement.execute("DELETE FROM understudy.position");
        }
    }

    boolean awaitsCopy() throws SQLException {
        try (Connection connection = target.connect()) {
            return Seed.isWanted(connection);
        }
    }

    /**
     * Begins the copy, or goes on with it.
     *
     * @param interrupt whether something happens to it on its way
     * @return whether it came to its end
     */
    public boolean attempt(boolean interrupt, Random random) throws Exception {
        endSessions();
        SeedProgress progress = new SeedProgress();
        CompletableFuture<TransactionSet> attempt = CompletableFuture.supplyAsync(() -> copy(progress));
        long until = 1_000 + random.nextInt(Nursery.BIG / 4);
        while (interrupt && !attempt.isDone() && progress.copied() < until) {
            Thread.sleep(5);
        }
        if (interrupt && !attempt.isDone()) {
            die(random);
        }
        try {
            attempt.join();
            return true;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            System.out.println("interrupted at \"" + progress.now().line() + "\": " + why);
            assertThat(interrupt).as("%s", cause).isTrue();
            return false;
        } finally {
            copied += progress.copied();
        }
    }

    /** As an owner does first of all: what a dead session still carries out must not come in between. */
    private void endSessions() throws SQLException, InterruptedException {
        try (Connection connection = target.connect()) {
            while (system.engine().endSessionsOf(connection, DatabaseServer.ROOT) > 0) {
                Thread.sleep(10);
            }
        }
    }

    private TransactionSet copy(SeedProgress progress) {
        Seed.Ground ground = new Seed.Ground(
                system.engine(),
                Layout.CLUSTER,
                target.name(),
                system.kafkaConfig().client(),
                TOKEN,
                SESSIONS,
                600);
        Seed.Ends ends = new Seed.Ends(this::openSource, this::openTarget, this::openTarget);
        try (LogReader reader = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER))) {
            return new Seed(ground, ends, progress)
                    .copy(new Seed.Start(
                            reader::end,
                            offset -> new Position(
                                    before.epoch(),
                                    before.connector(),
                                    offset,
                                    system.engine().transactions(""),
                                    null)));
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private void die(Random random) throws SQLException {
        String what = List.of("copier", "source", "target").get(random.nextInt(3));
        deaths.merge(what, 1, Integer::sum);
        if (!what.equals("target")) {
            abort(toSource);
        }
        if (what.equals("copier")) {
            abort(toTarget);
        }
        if (what.equals("target")) {
            target.kill();
            target.start();
        }
    }

    private static void abort(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            connection.abort(Runnable::run);
        }
        connections.clear();
    }

    private Connection openSource() throws SQLException {
        return open(source, toSource);
    }

    private Connection openTarget() throws SQLException {
        return open(target, toTarget);
    }

    private Connection open(DatabaseServer server, List<Connection> opened) throws SQLException {
        Properties account = server.account();
        account.put("allowMultiQueries", "true");
        Connection connection =
                DriverManager.getConnection(system.engine().jdbcUrl("127.0.0.1", server.port()), account);
        opened.add(connection);
        return connection;
    }

    long copied() {
        return copied;
    }

    String deaths() {
        return deaths.toString();
    }

    void follow() {
        replay = new ChangelogReplay(new Target(
                        system.kafkaConfig().client(),
                        Layout.CLUSTER,
                        system.engine(),
                        target.name(),
                        this::openTarget,
                        TOKEN,
                        LANES))
                .start();
    }

    void await(TransactionSet executed) throws InterruptedException {
        await(now -> now.applied().containsAll(executed));
    }

    /** Until all but the statement that is held is applied. */
    void awaitHeld(TransactionSet executed) throws InterruptedException {
        await(now -> !now.held().isEmpty() && now.applied().plus(now.held()).containsAll(executed));
    }

    private void await(Predicate<Replay.Progress> there) throws InterruptedException {
        Replay following = replay;
        assertThat(following).isNotNull();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (following != null && !there.test(following.progress())) {
            Replay.Progress now = following.progress();
            assertThat(now.state()).as("halted: %s", now.reason()).isNotEqualTo(Replay.State.HALTED);
            assertThat(System.nanoTime()).as("%s", now).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        if (replay != null) {
            replay.close();
        }
    }
}

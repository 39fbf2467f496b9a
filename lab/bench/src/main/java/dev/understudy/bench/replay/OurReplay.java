package dev.understudy.bench.replay;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.log.LogScan;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Token;
import dev.understudy.stage.DatabaseServer;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The recovery service's replay, in this process, from Kafka into the standby. */
final class OurReplay implements Subject {

    private final OrderSystem system;
    private final DatabaseServer standby;
    private final int lanes;
    private @Nullable Replay replay;

    OurReplay(OrderSystem system, int lanes) {
        this.system = system;
        this.standby = system.database(OrderSystem.STANDBY);
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public void await(TransactionSet backlog) throws Exception {
        Position position;
        try (Connection connection = standby.connect()) {
            position =
                    Position.read(connection, system.engine(), Layout.CLUSTER).orElseThrow();
        }
        if (position.applied().containsAll(backlog)) {
            return;
        }
        try (LogReader log = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER))) {
            LogScan scan = new LogScan(position.applied(), position.epoch(), String.valueOf(position.connector()));
            log.seek(position.nextOffset());
            long end = System.nanoTime() + 300_000_000_000L;
            while (!scan.received().containsAll(backlog)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the changelog does not receive the backlog");
                }
                scan.take(log.poll(Duration.ofMillis(200)));
            }
        }
    }

    @Override
    public void begin() {
        replay = new ChangelogReplay(new ChangelogReplay.Target(
                        system.kafkaConfig().client(),
                        Layout.CLUSTER,
                        system.engine(),
                        OrderSystem.STANDBY,
                        this::open,
                        new Token("bench", Long.MAX_VALUE),
                        lanes))
                .start();
    }

    private Connection open() throws SQLException {
        Properties account = standby.account();
        account.put("allowMultiQueries", "true");
        return DriverManager.getConnection(system.engine().jdbcUrl("127.0.0.1", standby.port()), account);
    }

    private Replay.Progress progress() {
        if (replay == null) {
            throw new IllegalStateException("nothing is replayed");
        }
        return replay.progress();
    }

    @Override
    public boolean holds(TransactionSet backlog) {
        Replay.Progress now = progress();
        if (now.state() == Replay.State.HALTED || now.state() == Replay.State.FENCED) {
            throw new IllegalStateException("the replay halted: " + now.reason());
        }
        return now.applied().containsAll(backlog);
    }

    @Override
    public void end() {
        if (replay != null) {
            replay.close();
            replay = null;
        }
    }

    /** The server's, and all of this process's: its own part beside the replay is a few milliseconds. */
    @Override
    public double cpuSeconds() throws Exception {
        long own = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
        double server = ProcessCpu.seconds(standby.pid());

        return server + own / 1e9;
    }
}

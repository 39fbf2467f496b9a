package dev.understudy.bench.replay;

import dev.understudy.bench.ProcessTime;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.log.LogScan;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Target;
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

    private static final Duration RECEIVES_WITHIN = Duration.ofSeconds(180);

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
    public void receive(Backlog backlog) throws Exception {
        Position position;
        try (Connection connection = standby.connect()) {
            position =
                    Position.read(connection, system.engine(), Layout.CLUSTER).orElseThrow();
        }
        if (position.applied().containsAll(backlog.transactions())) {
            return;
        }
        try (LogReader log = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER))) {
            LogScan scan = new LogScan(position.applied(), position.epoch(), String.valueOf(position.connector()));
            log.seek(position.nextOffset());
            long end = System.nanoTime() + RECEIVES_WITHIN.toNanos();
            while (!scan.received().containsAll(backlog.transactions())) {
                if (System.nanoTime() > end) {
                    throw Subject.late("the changelog", "did not receive the backlog", RECEIVES_WITHIN);
                }
                scan.take(log.poll(Duration.ofMillis(200)));
            }
        }
    }

    @Override
    public void begin() {
        replay = new ChangelogReplay(new Target(
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

    @Override
    public void finish(Backlog backlog, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Replay.Progress now = running().progress();
        while (!now.applied().containsAll(backlog.transactions())) {
            if (now.state() == Replay.State.HALTED || now.state() == Replay.State.FENCED) {
                throw new IllegalStateException("the replay halted: " + now.reason());
            }
            if (System.nanoTime() > end) {
                throw Subject.late(name(), "did not apply the backlog", patience);
            }
            Thread.sleep(2);
            now = running().progress();
        }
    }

    /** As {@link Replay#awaitApplied}. */
    boolean awaitApplied(long offset, Duration patience) throws InterruptedException {
        return running().awaitApplied(offset, patience);
    }

    private Replay running() {
        if (replay == null) {
            throw new IllegalStateException("nothing is replayed");
        }
        return replay;
    }

    @Override
    public void end() {
        if (replay != null) {
            replay.close();
            replay = null;
        }
    }

    /** All of this process is counted: its own part beside the replay is a few milliseconds. */
    @Override
    public Cpu cpu() throws Exception {
        long own = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
        return new Cpu(ProcessTime.of(standby.pid()), own / 1e9);
    }
}

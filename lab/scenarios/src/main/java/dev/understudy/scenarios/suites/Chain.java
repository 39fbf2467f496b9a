package dev.understudy.scenarios.suites;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.TopicPolicy;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorHandOver;
import dev.understudy.recovery.connector.ConnectorState;
import dev.understudy.recovery.log.KafkaChangelogWatch;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.recovery.replay.Target;
import dev.understudy.recovery.replay.Token;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.DatabaseServer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What leads from the primary to the standby: a connector, a changelog and a replay in this process. Both servers are alike when it
 * begins. After a halt a new one takes its place, with a cluster's name of its own. One thread.
 */
final class Chain implements AutoCloseable {

    private static final Epoch FIRST = Epoch.of(1);
    private static final int LANES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Servers servers;
    private final String cluster;
    private final ConnectRest connect;
    private final Replay replay;

    private Chain(Servers servers, String cluster, ConnectRest connect) throws SQLException {
        this.servers = servers;
        this.cluster = cluster;
        this.connect = connect;
        this.replay = new ChangelogReplay(new Target(
                        kafka(servers).client(),
                        cluster,
                        servers.engine(),
                        servers.standby().name(),
                        this::openStandby,
                        new Token("suites", Long.MAX_VALUE),
                        LANES))
                .start();
    }

    /** Why the standby does not come after, in words; by design or not is for the reader to judge. */
    record Stop(Outcome outcome, String reason) {}

    static Chain begin(Servers servers, int number) throws SQLException {
        String cluster = "suites" + number;
        KafkaConfig kafka = kafka(servers);
        KafkaSetup.ensureTopics(kafka, TopicPolicy.of(cluster));
        ConnectRest connect = new ConnectRest(servers.connect().url(), PATIENCE);
        try (ConnectorHandOver connectors = new ConnectorHandOver(
                        cluster,
                        connect,
                        new ConnectorHandOver.Source(
                                servers.engine().name(),
                                DatabaseServer.ROOT,
                                servers.primary().account().getProperty("password"),
                                kafka.client()));
                Connection primary = servers.primary().connect();
                Connection standby = servers.standby().connect()) {
            StandbySchema.ensure(servers.engine(), primary);
            StandbySchema.ensure(servers.engine(), standby);
            try (Statement statement = primary.createStatement()) {
                // Without the binlog; and then with it, as a connector cannot begin where nothing was ever written.
                statement.execute("DELETE FROM understudy.canary");
                statement.execute("SET SESSION sql_log_bin = ON");
                statement.execute("CREATE DATABASE IF NOT EXISTS test");
            }
            connectors.start(FIRST, new Address("127.0.0.1", servers.primary().port()));
            if (!new KafkaChangelogWatch(kafka.client(), cluster)
                    .streams(EpochMarker.connectorOf(cluster, FIRST), 0, PATIENCE, () -> true)) {
                throw new IllegalStateException("the connector does not stream: Connect's log says why");
            }
            standby.setAutoCommit(false);
            new Position(Epoch.NONE, null, 0, servers.engine().executed(primary), null)
                    .write(standby, cluster, System.currentTimeMillis());
            standby.commit();
        }
        return new Chain(servers, cluster, connect);
    }

    private static KafkaConfig kafka(Servers servers) {
        return new KafkaConfig(servers.kafka().bootstrap(), 1, Map.of());
    }

    private Connection openStandby() throws SQLException {
        Properties account = servers.standby().account();
        account.put("allowMultiQueries", "true");
        Engine engine = servers.engine();
        return DriverManager.getConnection(
                engine.jdbcUrl("127.0.0.1", servers.standby().port()), account);
    }

    /**
     * Waits until the standby holds all of this.
     *
     * @return why it does not; empty where it does
     */
    Optional<Stop> await(TransactionSet executed, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (int looks = 1; ; looks++) {
            Replay.Progress now = replay.progress();
            if (now.state() == Replay.State.HALTED || now.state() == Replay.State.FENCED) {
                return Optional.of(new Stop(Outcome.HALTED, now.reason()));
            }
            if (now.applied().containsAll(executed)) {
                return Optional.empty();
            }
            if (looks % 50 == 0) {
                Optional<Stop> failed = connectorFailed();
                if (failed.isPresent()) {
                    return failed;
                }
            }
            if (System.nanoTime() > end) {
                return Optional.of(new Stop(
                        Outcome.STUCK,
                        "it lacks " + executed.minus(now.applied()).text() + " and has received "
                                + now.received().text() + "; " + now.reason()));
            }
            Thread.sleep(10);
        }
    }

    private Optional<Stop> connectorFailed() {
        return connect.state(EpochMarker.connectorOf(cluster, FIRST))
                .filter(ConnectorState::failed)
                .map(state -> new Stop(Outcome.CONNECTOR_ENDED, state.trace() + " " + cause()));
    }

    /** The last cause that Connect's log tells; its status has the outermost alone. */
    private String cause() {
        try {
            return Files.readAllLines(servers.connect().log()).stream()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((earlier, later) -> later)
                    .orElse("");
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        replay.close();
        connect.delete(EpochMarker.connectorOf(cluster, FIRST));
    }
}

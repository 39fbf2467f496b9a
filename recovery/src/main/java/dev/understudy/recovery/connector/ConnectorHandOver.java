package dev.understudy.recovery.connector;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each epoch a connector of its own, {@code <cluster>-e<N>}: its name, its {@code topic.prefix}, its own
 * {@code database.server.id}. Thread-safe; every method may be repeated, by this instance or a successor, at any point.
 *
 * <p><b>The schema.</b> Debezium keeps one history topic per cluster and reads the records that carry its own prefix. The
 * old epoch's records are not copied to the new prefix: they lack the DDL that reached the standby by the rescued tail, and
 * they may hold DDL that the old primary wrote after the cut. Instead {@link #prepare} writes the schema that the promoted
 * server really has at the start point, while it still refuses writes. With that, and offsets set to the start point, the
 * connector needs no snapshot: {@code no_data} finds both, and continues with the first transaction of the new reign.
 *
 * <p><b>The order</b>: schema before the connector exists, so that a connector that exists always has its schema; created
 * STOPPED, offsets, then resumed. The old connectors are removed last, because a task whose server is dead takes seconds to
 * end, and what it may still write is void after the epoch's marker.
 */
public final class ConnectorHandOver implements Connectors, AutoCloseable {

    private static final int ATTEMPTS = 200;

    private final String cluster;
    private final ConnectRest connect;
    private final Source source;
    private final SchemaHistory history;

    /**
     * What all connectors of a cluster share.
     *
     * @param engine {@code mysql} or {@code mariadb}
     * @param user Debezium's account
     * @param password its password
     * @param kafka the properties of a Kafka client; {@code bootstrap.servers} at least
     */
    public record Source(String engine, String user, String password, Map<String, Object> kafka) {
        public Source {
            kafka = Map.copyOf(kafka);
        }

        @Override
        public String toString() {
            return engine + " as " + user;
        }
    }

    public ConnectorHandOver(String cluster, ConnectRest connect, Source source) {
        this.cluster = cluster;
        this.connect = connect;
        this.source = source;
        this.history = new SchemaHistory(source.kafka(), cluster);
    }

    /**
     * Connects to Kafka ahead of time, so that {@link #prepare}, which a fail-over waits for, takes milliseconds.
     *
     * @throws ConnectFailure where the schema history's topic cannot be reached
     */
    public void warmUp() {
        history.warmUp();
    }

    @Override
    public void start(Epoch first, Address primary) {
        connect.create(definition(first, primary, "RUNNING"));
    }

    @Override
    public void prepare(Epoch next, StartPoint start, Connection promoted, long nowMs) throws SQLException {
        history.write(name(next), Offsets.offset(start), ServerSchema.read(promoted), nowMs);
    }

    @Override
    public void handOver(Epoch next, Address primary, StartPoint start, BooleanSupplier goOn) {
        ConnectRest asked = connect.asLongAs(goOn);
        begin(asked, next, primary, start);
        removeOlderThan(asked, next);
    }

    /** The first half of {@link #handOver}. */
    public void begin(Epoch next, Address primary, StartPoint start) {
        begin(connect, next, primary, start);
    }

    private void begin(ConnectRest asked, Epoch next, Address primary, StartPoint start) {
        String name = name(next);
        asked.create(definition(next, primary, "STOPPED"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // A predecessor may have come this far already. Its status may lag behind; Connect then refuses the
            // offsets.
            if (!asked.state(name).map(ConnectorState::stopped).orElse(true)) {
                return;
            }
            if (asked.patchOffsets(name, Offsets.request(name, start))) {
                asked.resume(name);
                return;
            }
            ConnectRest.pause();
        }
        throw new ConnectFailure("the offsets of " + name + " cannot be set: it is neither stopped nor running");
    }

    /** The second half of {@link #handOver}. */
    public void removeOlderThan(Epoch next) {
        removeOlderThan(connect, next);
    }

    private void removeOlderThan(ConnectRest asked, Epoch next) {
        for (String name : asked.names()) {
            if (epochOf(name).filter(epoch -> epoch.isOlderThan(next)).isPresent()) {
                asked.delete(name);
            }
        }
    }

    /** Whether an epoch's connector is stopped for good: it is gone, or stopped without a task. */
    public boolean retired(Epoch epoch) {
        return connect.state(name(epoch)).map(ConnectorState::stopped).orElse(true);
    }

    @Override
    public boolean revive(Epoch epoch, BooleanSupplier goOn) {
        ConnectRest asked = connect.asLongAs(goOn);
        boolean failed = asked.state(name(epoch)).map(ConnectorState::failed).orElse(false);
        if (failed) {
            asked.restart(name(epoch));
        }
        return failed;
    }

    /** How an epoch's connector is doing; empty where there is none. */
    public Optional<ConnectorState> state(Epoch epoch) {
        return connect.state(name(epoch));
    }

    /** The newest epoch that has a connector. */
    public Optional<Epoch> newest() {
        return connect.names().stream().flatMap(name -> epochOf(name).stream()).max(Comparator.naturalOrder());
    }

    private String name(Epoch epoch) {
        return EpochMarker.connectorOf(cluster, epoch);
    }

    private Optional<Epoch> epochOf(String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(cluster) + "-e(\\d+)").matcher(name);
        return matcher.matches() ? Optional.of(Epoch.of(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    @Override
    public void close() {
        history.close();
    }

    String definition(Epoch epoch, Address primary, String state) {
        return new ConnectorDefinition(cluster, source).json(epoch, primary, state);
    }
}

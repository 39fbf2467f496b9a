package dev.understudy.bench.replay;

import dev.understudy.bench.RelaxedServer;
import dev.understudy.bench.replay.ReplayBench.Part;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A primary with its changelog, and every subject beside it. One thread. */
final class ReplayStage {

    private final OrderSystem system;
    private final DatabaseServer primary;
    private final Sysbench sysbench;
    private final OurReplay ours;
    private final List<Subject> natives = new ArrayList<>();
    private @Nullable JdbcSink sink;
    private int backlogs;

    private ReplayStage(OrderSystem system, int lanes) {
        this.system = system;
        this.primary = system.database(OrderSystem.PRIMARY);
        this.sysbench = new Sysbench(primary, system.folder().resolve("logs/sysbench.log"));
        this.ours = new OurReplay(system, lanes);
    }

    /** Starts it all, and makes the tables; nobody has applied anything yet. */
    static ReplayStage start(Stage stage, ServerBinaries binaries, Set<Part> parts, int lanes) throws Exception {
        PeerPlugin plugin = parts.contains(Part.JDBC) ? PeerPlugin.fetch(stage.distribution()) : null;
        OrderSystem system = OrderSystem.start(stage, binaries, System.out::println);
        // The services would only take part of the two cores.
        system.onlyServersAndLog(OrderSystem.STANDBY);
        ReplayStage replay = new ReplayStage(system, lanes);
        replay.makeTables();
        if (parts.contains(Part.NATIVE)) {
            System.out.println("starting two native replicas");
            replay.natives.add(NativeReplica.start(stage, binaries, replay.primary, 1));
            replay.natives.add(NativeReplica.start(stage, binaries, replay.primary, 4));
        }
        if (plugin != null) {
            System.out.println("starting Debezium's JDBC sink");
            DatabaseServer server = RelaxedServer.start(stage, binaries, "peer", 110, List.of());
            replay.sink = JdbcSink.start(stage, plugin, system, server);
        }
        System.out.println("every subject catches up with the tables, which also warms it");
        return replay;
    }

    private void makeTables() throws Exception {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE sbtest");
        }
        sysbench.prepare();
        BulkLoad.prepare(primary);
        Lag.prepare(primary);
    }

    OrderSystem system() {
        return system;
    }

    OurReplay ours() {
        return ours;
    }

    List<Subject> natives() {
        return natives;
    }

    List<Subject> sinks() {
        return sink == null ? List.of() : List.of(sink);
    }

    /** Everybody, a different one first in each round. */
    List<Subject> subjects(int round) {
        List<Subject> subjects = new ArrayList<>(List.of(ours));
        subjects.addAll(natives);
        subjects.addAll(sinks());
        Collections.rotate(subjects, round);
        return subjects;
    }

    void sysbench(int transactions) throws Exception {
        sysbench.transactions(transactions);
    }

    void bulk(int statements) throws SQLException {
        BulkLoad.insert(primary, statements);
    }

    /** All that the primary has committed by now. */
    Backlog endBacklog() throws SQLException {
        return Backlog.end(primary, system.engine(), backlogs++);
    }

    /**
     * Looks whether the subjects did the work.
     *
     * @throws IllegalStateException where one did not
     */
    void compare() throws SQLException {
        try (Connection source = primary.connect();
                Connection standby = system.database(OrderSystem.STANDBY).connect()) {
            TableComparison.Result result = TableComparison.compare(source, standby);
            System.out.println("compared " + result.rows() + " rows of " + result.tables() + " tables: "
                    + (result.identical() ? "identical" : result.differences()));
            if (!result.identical()) {
                throw new IllegalStateException("the standby is not the same as the primary");
            }
        }
        if (sink != null) {
            sink.compare(primary);
        }
    }
}

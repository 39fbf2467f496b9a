package dev.understudy.scenarios.suites;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file after the other, each on servers as they were in the beginning. Where one broke the chain, the next has a new one. */
final class Season implements AutoCloseable {

    private final Servers servers;
    private final Suite suite;
    private final Duration most;
    private final CleanServer cleanPrimary;
    private final CleanServer cleanStandby;
    private @Nullable Chain chain;
    private int chains;

    Season(Servers servers, Suite suite, Duration most) throws SQLException {
        this.servers = servers;
        this.suite = suite;
        this.most = most;
        try (Connection primary = servers.primary().connect();
                Connection standby = servers.standby().connect()) {
            this.cleanPrimary = new CleanServer(primary, servers.primary().data());
            this.cleanStandby = new CleanServer(standby, servers.standby().data());
        }
    }

    FileResult play(Path file) throws SQLException {
        Chain current = chain == null ? begin() : chain;
        chain = current;
        prepare();
        FileResult result = new Play(servers, current, suite, file, most).play();
        boolean goesOn = result.outcome() == Outcome.IDENTICAL || result.outcome() == Outcome.LEFT_OUT;
        if (!goesOn || !cleanPrimary()) {
            current.close();
            chain = null;
        }
        return result;
    }

    /** The schema that every file takes for there. */
    private void prepare() throws SQLException {
        try (Connection connection = servers.primary().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS test");
            if (!isThere(statement)) {
                statement.execute("CREATE DATABASE mtr");
                statement.execute("CREATE PROCEDURE mtr.add_suppression(pattern VARCHAR(255)) BEGIN END");
            }
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT 1 FROM information_schema.routines WHERE routine_schema = 'mtr'")) {
            return row.next();
        }
    }

    private Chain begin() throws SQLException {
        if (!cleanPrimary()) {
            restartPrimary();
            cleanPrimary();
        }
        try (Connection primary = servers.primary().connect();
                Statement statement = primary.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS mtr");
        }
        try (Connection standby = servers.standby().connect();
                Statement statement = standby.createStatement()) {
            servers.engine().suppressBinlog(standby);
            servers.engine().setReadOnly(standby, false);
            cleanStandby.dropAll(standby, new ArrayList<>());
            statement.execute("DROP DATABASE IF EXISTS understudy");
            statement.execute("DROP DATABASE IF EXISTS mtr");
        }
        chains++;
        return Chain.begin(servers, chains);
    }

    /** Whether all is as it was. */
    private boolean cleanPrimary() throws SQLException {
        try (Connection connection = servers.primary().connect()) {
            List<String> left = cleanPrimary.restore(connection);
            if (!left.isEmpty()) {
                System.out.println("left behind: " + left);
            }
            return left.isEmpty();
        }
    }

    /** Ends whatever still holds a lock: a session in the middle of a wait outlives its own end. */
    private void restartPrimary() throws SQLException {
        servers.primary().kill();
        servers.primary().start();
        try (Connection connection = servers.primary().connect()) {
            servers.engine().setReadOnly(connection, false);
        }
    }

    @Override
    public void close() {
        if (chain != null) {
            chain.close();
        }
    }
}

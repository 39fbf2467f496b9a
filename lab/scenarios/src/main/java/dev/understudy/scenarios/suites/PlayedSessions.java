package dev.understudy.scenarios.suites;

import dev.understudy.scenarios.suites.script.Sessions;
import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file's sessions on the primary. One that cannot log in as its file wants it does so as the administrator. One thread. */
final class PlayedSessions implements Sessions, AutoCloseable {

    private static final int MOST_SECONDS = 5;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_REMEMBERED = 12;
    private static final Pattern DROP = Pattern.compile(
            "\\s*(DROP\\s+(TABLE|DATABASE|SCHEMA|TEMPORARY|VIEW|USER|PROCEDURE|FUNCTION)|TRUNCATE)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Looks whether the standby is the same. */
    @FunctionalInterface
    interface Look {
        void now();
    }

    private final DatabaseServer primary;
    private final Look look;
    private final ExecutorService sending = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sent");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Connection> open = new HashMap<>();
    private final List<Long> ids = new ArrayList<>();
    private final Map<String, Future<?>> sent = new HashMap<>();
    private int carriedOut;
    private int refused;
    private boolean dropping;
    private final java.util.Deque<String> recent = new java.util.ArrayDeque<>();

    PlayedSessions(DatabaseServer primary, Look look) {
        this.primary = primary;
        this.look = look;
    }

    /** How many statements the primary took. */
    int carriedOut() {
        return carriedOut;
    }

    /** How many it refused, as their file may have wanted it. */
    int refused() {
        return refused;
    }

    @Override
    public void execute(String session, String sql) {
        reap(session);
        boolean drops = DROP.matcher(sql).matches();
        if (drops && !dropping) {
            lookAtStandby();
        }
        dropping = drops;
        remember(sql);
        try {
            run(session(session, null), sql);
            carriedOut++;
        } catch (SQLException e) {
            refused++;
        }
    }

    /** The last statements. */
    List<String> recent() {
        return List.copyOf(recent);
    }

    private void remember(String sql) {
        recent.addLast(sql.length() > 500 ? sql.substring(0, 500) : sql);
        if (recent.size() > MOST_REMEMBERED) {
            recent.removeFirst();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(MOST_SECONDS);
            boolean isRows = statement.execute(sql);
            while (isRows || statement.getUpdateCount() >= 0) {
                isRows = statement.getMoreResults();
            }
        }
    }

    @Override
    public void send(String session, String sql) {
        reap(session);
        remember(sql);
        try {
            Connection connection = session(session, null);
            sent.put(session, sending.submit(() -> {
                run(connection, sql);
                return true;
            }));
        } catch (SQLException e) {
            refused++;
        }
    }

    @Override
    public void reap(String session) {
        Future<?> begun = sent.remove(session);
        if (begun == null) {
            return;
        }
        try {
            begun.get(2 * MOST_SECONDS, TimeUnit.SECONDS);
            carriedOut++;
        } catch (ExecutionException | TimeoutException e) {
            refused++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Answer query(String session, String sql) {
        reap(session);
        try (Statement statement = session(session, null).createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(MOST_SECONDS);
            statement.setMaxRows(MOST_ROWS);
            return statement.execute(sql) ? answer(statement.getResultSet()) : nothing();
        } catch (SQLException e) {
            return nothing();
        }
    }

    private static Answer nothing() {
        return new Answer(List.of(), List.of());
    }

    private static Answer answer(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getMetaData().getColumnLabel(i));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                String value = result.getString(i);
                row.add(value == null ? "NULL" : value);
            }
            rows.add(row);
        }
        return new Answer(columns, rows);
    }

    @Override
    public void connect(String session, Login login) {
        disconnect(session);
        try {
            session(session, login);
        } catch (SQLException e) {
            refused++;
        }
    }

    @Override
    public void disconnect(String session) {
        reap(session);
        Connection connection = open.remove(session);
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                refused++;
            }
        }
    }

    /** What was sent and not waited for would be committed between one comparison's two halves. */
    @Override
    public void lookAtStandby() {
        List.copyOf(sent.keySet()).forEach(this::reap);
        look.now();
    }

    private Connection session(String name, @Nullable Login login) throws SQLException {
        Connection connection = open.get(name);
        if (connection == null || connection.isClosed()) {
            connection = open(login);
            open.put(name, connection);
            try (Statement statement = connection.createStatement();
                    ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
                id.next();
                ids.add(id.getLong(1));
            }
        }
        return connection;
    }

    private Connection open(@Nullable Login login) throws SQLException {
        String url = "jdbc:mysql://127.0.0.1:" + primary.port()
                + "/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&allowMultiQueries=true&allowLoadLocalInfile=true"
                + "&connectTimeout=5000&socketTimeout=30000";
        if (login != null && !login.user().equals(DatabaseServer.ROOT)) {
            try {
                return DriverManager.getConnection(
                        String.format(url, login.schema().replace("*NO-ONE*", "")), login.user(), login.password());
            } catch (SQLException e) {
                refused++;
            }
        }
        return DriverManager.getConnection(String.format(url, "test"), primary.account());
    }

    @Override
    public void close() {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (long id : ids) {
                // What it holds is free when the server has noticed: a session that is only cut holds its locks for
                // longer.
                end(statement, id);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the primary does not answer any more: " + e.getMessage(), e);
        }
        sending.shutdownNow();
    }

    private static void end(Statement statement, long id) {
        try {
            statement.execute("KILL " + id);
        } catch (SQLException e) {
            // It ended by itself.
            return;
        }
    }
}

package dev.understudy.recovery.replay;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.Literals;
import dev.understudy.recovery.sql.RangeSql;
import dev.understudy.recovery.sql.SessionModes;
import dev.understudy.recovery.sql.SqlStatement;
import dev.understudy.recovery.sql.Step;
import dev.understudy.recovery.sql.Streamed;
import dev.understudy.recovery.sql.TableShape;
import dev.understudy.recovery.sql.Unfaithful;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One session that writes to a standby. Each of its transactions first reads the server's epoch row: an applier that a newer owner
 * has fenced writes nothing more.
 *
 * <p>Not thread-safe; after an {@link SQLException} that is no lock conflict the connection is of no further use.
 */
final class Applier implements LaneSession {

    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int TEXT_SIZE = 2 * 1024 * 1024;

    private final Connection connection;
    private final String cluster;
    private final Token token;
    private final LongSupplier clock;
    private final RangeSql rangeSql;
    private final long session;
    private List<Step> prepared = List.of();

    /**
     * Takes the connection over and prepares its session.
     *
     * @param connection one that takes several statements in one text
     * @throws Fenced where the server already names a newer owner
     */
    Applier(Connection connection, Engine engine, String cluster, Token token, LongSupplier clock) throws SQLException {
        this.connection = connection;
        this.cluster = cluster;
        this.token = token;
        this.clock = clock;
        this.rangeSql = new RangeSql(engine);
        engine.suppressBinlog(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION foreign_key_checks = 0");
            statement.execute("SET SESSION time_zone = '+00:00'");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
            statement.execute(SessionModes.strict());
            for (String sql : engine.replaySession()) {
                statement.execute(sql);
            }
            try (ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
                row.next();
                session = row.getLong(1);
            }
        }
        connection.setAutoCommit(false);
        checkOwner();
        connection.commit();
    }

    Connection connection() {
        return connection;
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public void prepare(Range range, int lane) {
        List<Step> steps = steps(range.rows(), range.shapes(), range.where());
        steps.add(
                new Step.Text(range.position().sql(cluster, lane, clock.getAsLong()), List.of(Step.Expected.NO_ROWS)));
        prepared = steps;
    }

    @Override
    public void execute(Range range) throws SQLException {
        run(prepared, range.where());
    }

    /** Carries some rows out, and does not commit them. */
    void execute(List<Change.Row> rows, Map<TableName, TableShape> shapes, String where) throws SQLException {
        run(steps(rows, shapes, where), where);
    }

    private List<Step> steps(List<Change.Row> rows, Map<TableName, TableShape> shapes, String where) {
        try {
            return new ArrayList<>(rangeSql.steps(rows, shapes));
        } catch (Unfaithful e) {
            throw new Halt(e.getMessage() + where, e);
        }
    }

    /** Records where the standby is, as the only position. */
    Position move(Position to) throws SQLException {
        checkOwner();
        return commit(to);
    }

    /** As {@link #move}, within the transaction that is open. */
    Position commit(Position position) throws SQLException {
        position.write(connection, cluster, clock.getAsLong());
        connection.commit();
        return position;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public boolean seesWaiting(long other) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM information_schema.innodb_trx"
                        + " WHERE trx_mysql_thread_id = " + other + " AND trx_state = 'LOCK WAIT'")) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    @Override
    public boolean isLockConflict(SQLException e) {
        return e.getErrorCode() == DEADLOCK || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    void checkOwner() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ownerSql())) {
            checkOwner(row);
        }
    }

    private String ownerSql() {
        return "SELECT term, owner FROM understudy.epoch WHERE cluster = " + Literals.of(cluster)
                + " LOCK IN SHARE MODE";
    }

    private void checkOwner(ResultSet row) throws SQLException {
        if (row.next() && row.getLong(1) > token.term()) {
            throw new Fenced("the standby belongs to " + row.getString(2) + " (term " + row.getLong(1)
                    + "), and this is term " + token.term());
        }
    }

    /** The steps in as few texts as they are, the owner's check in front of the first. */
    private void run(List<Step> steps, String where) throws SQLException {
        boolean checked = false;
        int i = 0;
        while (i < steps.size()) {
            if (steps.get(i) instanceof Step.Large large) {
                if (!checked) {
                    checkOwner();
                    checked = true;
                }
                execute(large, where);
                i++;
                continue;
            }
            StringBuilder text = new StringBuilder(checked ? "" : ownerSql() + ";\n");
            List<Step.Expected> expected = new ArrayList<>();
            // The position goes along with the rows: one way to the server and back.
            while (i < steps.size() && text.length() < TEXT_SIZE && steps.get(i) instanceof Step.Text next) {
                text.append(expected.isEmpty() ? "" : ";\n").append(next.text());
                expected.addAll(next.statements());
                i++;
            }
            execute(text.toString(), checked, expected, where);
            checked = true;
        }
    }

    private void execute(String text, boolean checked, List<Step.Expected> expected, String where) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isRows = statement.execute(text);
            if (!checked) {
                try (ResultSet row = statement.getResultSet()) {
                    checkOwner(row);
                }
                isRows = statement.getMoreResults();
            }
            for (int i = 0; i < expected.size(); i++) {
                if (i > 0) {
                    isRows = statement.getMoreResults();
                }
                check(expected.get(i), isRows ? -1 : statement.getUpdateCount(), where);
            }
        } catch (SQLException e) {
            throw translated(e, where);
        }
    }

    private static void check(Step.Expected expected, int count, String where) {
        if (expected.rows() >= 0 && expected.rows() != count) {
            throw new Halt(expected.what() + " should have matched " + expected.rows() + " rows and matched " + count
                    + ": the standby does not hold what the primary held" + where);
        }
    }

    private void execute(Step.Large large, String where) throws SQLException {
        SqlStatement sql = large.sql();
        // Prepared by the server: only then a value goes there a little at a time.
        try (PreparedStatement statement =
                connection.unwrap(JdbcConnection.class).serverPrepareStatement(sql.prepared())) {
            for (int i = 0; i < sql.values().size(); i++) {
                Object value = sql.values().get(i);
                if (value instanceof Streamed streamed) {
                    statement.setBinaryStream(i + 1, streamed.open());
                } else {
                    statement.setObject(i + 1, value instanceof BigInteger number ? new BigDecimal(number) : value);
                }
            }
            check(large.expected(), statement.executeUpdate(), where);
        } catch (SQLException e) {
            throw translated(e, where);
        }
    }

    /**
     * A Halt for what does not go away by trying again. SQLSTATE class 23 is a collision, 22 a value that does not fit, 42 a
     * statement that the server does not understand.
     */
    private static SQLException translated(SQLException e, String where) {
        String state = e.getSQLState();
        boolean isFinal = state != null && (state.startsWith("23") || state.startsWith("22") || state.startsWith("42"));
        if (isFinal) {
            throw new Halt(e.getMessage() + where, e);
        }
        return e;
    }
}

package dev.understudy.recovery.replay;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.replay.Change.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups of source transactions to one standby, each group and the position in one transaction. Every transaction
 * first reads the server's epoch row: an applier that a newer owner has fenced writes nothing more.
 *
 * <p>Not thread-safe; after an {@link SQLException} the connection is of no further use.
 */
final class Applier implements AutoCloseable {

    /** What a statement reports that was carried out before, when a crash came between a DDL and its record. */
    private static final Set<Integer> DONE_ALREADY =
            Set.of(1007, 1008, 1050, 1051, 1060, 1061, 1091, 1146, 1304, 1305, 1359, 1360, 1396, 1537, 1539);

    private final Connection connection;
    private final Engine engine;
    private final String cluster;
    private final Token token;
    private final LongSupplier clock;
    private final boolean keepsOrder;
    private final Tables tables = new Tables();

    /**
     * Takes the connection over and prepares its session.
     *
     * @throws Fenced where the server already names a newer owner
     */
    Applier(Connection connection, Engine engine, String cluster, Token token, LongSupplier clock) throws SQLException {
        this.connection = connection;
        this.engine = engine;
        this.cluster = cluster;
        this.token = token;
        this.clock = clock;
        engine.suppressBinlog(connection);
        this.keepsOrder = !engine.binlogHoldsCascades(connection);
        try (Statement statement = connection.createStatement()) {
            // Cascaded rows that the log holds must not be made a second time; those that it lacks must be made here.
            statement.execute("SET SESSION foreign_key_checks = " + (keepsOrder ? 1 : 0));
            statement.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
            statement.execute("SET SESSION time_zone = '+00:00'");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        connection.setAutoCommit(false);
        checkOwner();
        connection.commit();
    }

    /**
     * Applies these transactions as one.
     *
     * @param before where the standby stands
     * @return where it stands then
     * @throws Halt where a row does not match exactly
     */
    Position apply(List<SourceTransaction> group, Position before) throws SQLException {
        Position position = before;
        if (group.size() == 1 && group.get(0).standsAlone()) {
            return alone(group.get(0), before);
        }
        checkOwner();
        List<Change.Row> rows = new ArrayList<>();
        for (SourceTransaction transaction : group) {
            for (Change change : transaction.changes()) {
                rows.add((Change.Row) change);
            }
            position = position.after(transaction);
        }
        write(rows, group);
        return commit(position);
    }

    /** Records that the log was read on without anything to apply, or that an epoch began. */
    Position move(Position to) throws SQLException {
        checkOwner();
        return commit(to);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Position commit(Position position) throws SQLException {
        position.write(connection, cluster, clock.getAsLong());
        connection.commit();
        return position;
    }

    private void checkOwner() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT term, owner FROM understudy.epoch WHERE cluster = ? LOCK IN SHARE MODE")) {
            select.setString(1, cluster);
            try (ResultSet row = select.executeQuery()) {
                if (row.next() && row.getLong(1) > token.term()) {
                    throw new Fenced("the standby belongs to " + row.getString(2) + " (term " + row.getLong(1)
                            + "), and this is term " + token.term());
                }
            }
        }
    }

    /**
     * Rows of one table keep their order. Rows of different tables may pass one another within the group, since nobody sees
     * it half done; not where this server makes cascaded rows itself.
     */
    private void write(List<Change.Row> rows, List<SourceTransaction> group) throws SQLException {
        Map<TableName, List<Change.Row>> byTable = new LinkedHashMap<>();
        TableName last = null;
        for (Change.Row row : rows) {
            if (keepsOrder && last != null && !last.equals(row.table())) {
                flush(byTable, group);
            }
            last = row.table();
            byTable.computeIfAbsent(row.table(), any -> new ArrayList<>()).add(row);
        }
        flush(byTable, group);
    }

    private void flush(Map<TableName, List<Change.Row>> byTable, List<SourceTransaction> group) throws SQLException {
        for (Map.Entry<TableName, List<Change.Row>> table : byTable.entrySet()) {
            TableShape shape = tables.shape(connection, table.getKey());
            List<SqlStatement> batch = new ArrayList<>();
            for (Change.Row row : table.getValue()) {
                SqlStatement next;
                try {
                    next = RowSql.of(shape, row);
                } catch (Values.Unfaithful e) {
                    throw new Halt(table.getKey() + ": " + e.getMessage() + where(group), e);
                }
                if (!batch.isEmpty() && !batch.get(0).text().equals(next.text())) {
                    execute(batch, table.getKey(), group);
                    batch.clear();
                }
                batch.add(next);
            }
            execute(batch, table.getKey(), group);
        }
        byTable.clear();
    }

    private void execute(List<SqlStatement> batch, TableName table, List<SourceTransaction> group) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(batch.get(0).text())) {
            for (SqlStatement sql : batch) {
                bind(statement, sql.parameters());
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                // A rewritten multi-row INSERT says SUCCESS_NO_INFO; it fails as a whole where a row collides.
                if (count != 1 && count != Statement.SUCCESS_NO_INFO && !isInsert(batch)) {
                    throw new Halt(table + ": a statement should have matched one row and matched " + count + ": "
                            + batch.get(0).text() + where(group));
                }
            }
        } catch (SQLException e) {
            if (isConstraint(e)) {
                throw new Halt(table + ": " + e.getMessage() + where(group), e);
            }
            throw e;
        }
    }

    private static boolean isInsert(List<SqlStatement> batch) {
        return batch.get(0).text().startsWith("INSERT");
    }

    /** SQLSTATE class 23 is a collision, 22 a value that does not fit: neither goes away by trying again. */
    private static boolean isConstraint(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("23") || state.startsWith("22") || state.startsWith("42"));
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            if (value instanceof BigInteger number) {
                statement.setBigDecimal(i + 1, new BigDecimal(number));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    private Position alone(SourceTransaction transaction, Position before) throws SQLException {
        Change first = transaction.changes().get(0);
        if (first instanceof Change.Raw raw) {
            return raw(transaction, raw, before);
        }
        checkOwner();
        List<String> statements = new ArrayList<>();
        for (Change change : transaction.changes()) {
            statements.addAll(ddl(change));
        }
        return ddl(transaction, statements, before);
    }

    private static List<String> ddl(Change change) {
        if (change instanceof Change.Truncate truncate) {
            return List.of("TRUNCATE TABLE " + truncate.table().quoted());
        }
        Change.Ddl statement = (Change.Ddl) change;
        return statement.schema().isEmpty()
                ? List.of(statement.sql())
                : List.of("USE " + TableName.quote(statement.schema()), statement.sql());
    }

    /** The intent first: DDL commits by itself, so a crash may fall between it and its record. */
    private Position ddl(SourceTransaction transaction, List<String> statements, Position before) throws SQLException {
        boolean again = transaction.gtid().equals(before.intent());
        commit(before.withIntent(transaction.gtid()));
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                execute(statement, sql, again, transaction);
            }
        }
        tables.forget();
        return commit(before.after(transaction));
    }

    private static void execute(Statement statement, String sql, boolean again, SourceTransaction transaction)
            throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            boolean use = sql.startsWith("USE ") && e.getErrorCode() == 1049;
            if (use || (again && DONE_ALREADY.contains(e.getErrorCode()))) {
                // CREATE DATABASE names its own schema as the default; and what was done before the crash is done.
                return;
            }
            if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
                throw e;
            }
            throw new Halt("a statement failed: " + e.getMessage() + where(List.of(transaction)), e);
        }
    }

    private Position raw(SourceTransaction transaction, Change.Raw raw, Position before) throws SQLException {
        RawSql sql;
        try {
            sql = RawSql.of(raw.transaction());
        } catch (RawSql.UnknownEvent e) {
            throw new Halt(String.valueOf(e.getMessage()), e);
        }
        if (!sql.ddl().isEmpty()) {
            checkOwner();
            List<String> statements = new ArrayList<>();
            sql.ddl().forEach(change -> statements.addAll(ddl(change)));
            return ddl(transaction, statements, before);
        }
        engine.expectBinlog(connection, raw.transaction().formatDescription());
        checkOwner();
        try (Statement statement = connection.createStatement()) {
            for (String text : sql.rows()) {
                statement.execute(text);
            }
        }
        tables.forget();
        return commit(before.after(transaction));
    }

    private static String where(List<SourceTransaction> group) {
        return group.size() == 1
                ? " (transaction " + group.get(0).gtid() + ")"
                : " (transactions " + group.get(0).gtid() + " to "
                        + group.get(group.size() - 1).gtid() + ")";
    }
}

package dev.understudy.recovery.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.sql.RawSql;
import dev.understudy.recovery.sql.Renames;
import dev.understudy.recovery.sql.UnsafeDdl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/** What shares a transaction with nothing else: DDL, which commits by itself, and rescued events, which change the session. */
final class Alone {

    /** What a statement reports that was carried out before, when a crash came between a DDL and its record. */
    private static final Set<Integer> DONE_ALREADY =
            Set.of(1007, 1008, 1050, 1051, 1060, 1061, 1091, 1146, 1304, 1305, 1359, 1360, 1396, 1537, 1539);

    private final Applier applier;
    private final Engine engine;

    Alone(Applier applier, Engine engine) {
        this.applier = applier;
        this.engine = engine;
    }

    /**
     * Applies the transaction, and records it.
     *
     * @return where the standby stands then
     */
    Position apply(SourceTransaction transaction, Position before) throws SQLException {
        if (transaction.changes().get(0) instanceof Change.Raw raw) {
            return raw(transaction, raw, before);
        }
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

    /**
     * The intent first: DDL commits by itself, so a crash may fall between it and its record. With the intent goes which table
     * has which number: a renaming that was done before the crash, and would be undone if it were done again, is told by it.
     */
    private Position ddl(SourceTransaction transaction, List<String> statements, Position before) throws SQLException {
        for (String sql : statements) {
            UnsafeDdl.reason(sql).ifPresent(why -> {
                throw new Halt(why + Range.where(List.of(transaction)));
            });
        }
        List<String> renames =
                statements.stream().filter(sql -> !sql.startsWith("USE ")).toList();
        Optional<String> rename = Renames.together(renames);
        String intent = transaction.gtid() + " " + tableNumbers();
        String earlier = before.intent() == null ? "" : before.intent();
        boolean again = earlier.startsWith(transaction.gtid() + " ");
        boolean isDone = again && rename.isPresent() && !earlier.equals(intent);
        if (!isDone) {
            applier.move(before.withIntent(again ? earlier : intent));
            List<String> todo = new ArrayList<>(statements);
            rename.ifPresent(whole -> {
                todo.removeAll(renames);
                todo.add(whole);
            });
            try (Statement statement = applier.connection().createStatement()) {
                for (String sql : todo) {
                    execute(statement, sql, again, transaction);
                }
            }
        }
        return applier.move(before.after(transaction));
    }

    private String tableNumbers() throws SQLException {
        CRC32C sum = new CRC32C();
        try (Statement statement = applier.connection().createStatement();
                ResultSet row = statement.executeQuery(engine.tableNumbers())) {
            while (row.next()) {
                sum.update((row.getString(1) + "=" + row.getString(2) + "\n").getBytes(UTF_8));
            }
        }
        applier.commit();
        return Long.toHexString(sum.getValue());
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
            throw new Halt("a statement failed: " + e.getMessage() + Range.where(List.of(transaction)), e);
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
            List<String> statements = new ArrayList<>();
            sql.ddl().forEach(change -> statements.addAll(ddl(change)));
            return ddl(transaction, statements, before);
        }
        engine.expectBinlog(applier.connection(), raw.transaction().formatDescription());
        applier.checkOwner();
        try (Statement statement = applier.connection().createStatement()) {
            for (String text : sql.rows()) {
                statement.execute(text);
            }
        }
        return applier.commit(before.after(transaction));
    }
}

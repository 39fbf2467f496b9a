package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.digest.Digest;
import dev.understudy.recovery.verify.digest.KeyValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the statements of {@link dev.understudy.recovery.verify.digest.DigestSql} out. */
final class Reading {

    private Reading() {}

    /** Makes the session say everything in one way. */
    static void prepare(Connection connection) throws SQLException {
        execute(
                connection,
                "SET SESSION time_zone = '+00:00'",
                // Impossible dates may stand in a key, and must be understood in a condition.
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
                // Else a row's hash is computed once for each sum.
                "SET SESSION optimizer_switch = 'derived_merge=off'",
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static Digest digest(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<BigInteger> sums = new ArrayList<>();
            for (int i = 3; i <= 6; i++) {
                sums.add(row.getBigDecimal(i).toBigInteger());
            }
            return new Digest(row.getLong(1), row.getLong(2), sums);
        }
    }

    static Optional<KeyValue> key(Connection connection, String sql, int parts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(key(row, parts)) : Optional.empty();
        }
    }

    /**
     * Each row's hash by its key.
     *
     * @param unhashed stands for the hash of a row that has none
     */
    static Map<KeyValue, String> rows(Connection connection, String sql, int parts, String unhashed)
            throws SQLException {
        Map<KeyValue, String> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String hash = row.getString(parts + 1);
                rows.put(key(row, parts), hash == null ? unhashed : hash);
            }
        }
        return rows;
    }

    /**
     * One row.
     *
     * @param key as this server writes it
     * @param values as canonical text; a null is a value that could not be written so
     */
    record Row(KeyValue key, List<@Nullable String> values) {
        boolean isWhole() {
            return !values.contains(null);
        }
    }

    static Optional<Row> row(Connection connection, String sql, int parts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return Optional.empty();
            }
            List<@Nullable String> values = new ArrayList<>();
            for (int i = parts + 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
            return Optional.of(new Row(key(row, parts), values));
        }
    }

    /** Rows that begin alike: how many, and their sum. */
    static Map<String, String> buckets(Connection connection, String sql) throws SQLException {
        Map<String, String> buckets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                BigDecimal sum = row.getBigDecimal(3);
                buckets.put(String.valueOf(row.getString(1)), row.getLong(2) + " " + sum);
            }
        }
        return buckets;
    }

    /** How often each row is there, and into {@code previews} what it looks like. */
    static Map<String, Long> hashes(Connection connection, String sql, Map<String, String> previews)
            throws SQLException {
        Map<String, Long> hashes = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String hash = String.valueOf(row.getString(1));
                hashes.put(hash, row.getLong(2));
                previews.put(hash, String.valueOf(row.getString(3)));
            }
        }
        return hashes;
    }

    private static KeyValue key(ResultSet row, int parts) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            texts.add(row.getString(i));
        }
        return new KeyValue(texts);
    }
}

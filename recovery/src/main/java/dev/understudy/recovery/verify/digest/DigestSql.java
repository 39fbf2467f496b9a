package dev.understudy.recovery.verify.digest;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read one table, the same for both servers and both engines. A session needs {@code time_zone = '+00:00'},
 * and {@code derived_merge=off}: else a row is hashed four times.
 */
public final class DigestSql {

    private static final int PREVIEWED = 4;

    private final TableShape table;
    private final String canonical;

    public DigestSql(TableShape table) {
        this.table = table;
        this.canonical = canonical(table);
    }

    /**
     * Concatenated so that a value which the server could not turn into text makes the whole row's hash NULL, and is counted
     * as such: passed over, it would look like any other.
     */
    private static String canonical(TableShape table) {
        return table.columns().stream()
                .map(ColumnShape::canonical)
                .collect(Collectors.joining(",',',", "SHA2(CONCAT(", "),256)"));
    }

    /** The key that ends a chunk of so many rows; no row where fewer are left. */
    public String boundary(KeyRange range, int rows) {
        KeyShape key = key();
        return "SELECT " + keyTexts(key) + from() + where(range) + " ORDER BY "
                + key.columns().stream().map(ColumnShape::quoted).collect(Collectors.joining(", ")) + " LIMIT 1 OFFSET "
                + (rows - 1);
    }

    /** Count, count of hashes, and four sums. */
    public String digest(KeyRange range) {
        return "SELECT COUNT(*), COUNT(h)"
                + IntStream.range(0, 4)
                        .mapToObj(i -> ", COALESCE(SUM(CAST(CONV(SUBSTR(h," + (1 + 16 * i)
                                + ",16),16,10) AS DECIMAL(20,0))),0)")
                        .collect(Collectors.joining())
                + " FROM (SELECT " + canonical + " h" + from() + where(range) + ") r";
    }

    /** The same of the whole table. */
    public String digest() {
        return digest(KeyRange.ALL);
    }

    /** Each row's hash behind its key. */
    public String rows(KeyRange range) {
        return "SELECT " + keyTexts(key()) + ", " + canonical + from() + where(range);
    }

    /** The same, of these rows only. */
    public String rows(Collection<KeyValue> keys) {
        KeyShape key = key();
        return "SELECT " + keyTexts(key) + ", " + canonical + from() + " WHERE "
                + keys.stream().map(value -> "(" + equal(key, value) + ")").collect(Collectors.joining(" OR "));
    }

    /** One row: its key, and each column as canonical text. */
    public String row(KeyValue value) {
        return "SELECT " + keyTexts(key()) + ", "
                + table.columns().stream().map(ColumnShape::canonical).collect(Collectors.joining(", ")) + from()
                + " WHERE " + equal(key(), value);
    }

    /** For a table without a key: the same sums for rows that begin alike, by the hash's first three digits. */
    public String buckets() {
        return "SELECT SUBSTR(h,1,3), COUNT(*), SUM(CAST(CONV(SUBSTR(h,4,15),16,10) AS DECIMAL(20,0))) FROM (SELECT "
                + canonical + " h" + from() + ") r GROUP BY 1";
    }

    /** For a table without a key: the hashes in some buckets, how often each is there, and what such a row looks like. */
    public String hashes(Collection<String> buckets) {
        String preview = table.columns().stream()
                .limit(PREVIEWED)
                .map(ColumnShape::preview)
                .collect(Collectors.joining(",', ',", "CONCAT(", ")"));
        return "SELECT h, COUNT(*), MIN(p) FROM (SELECT " + canonical + " h, " + preview + " p" + from()
                + ") r WHERE SUBSTR(h,1,3) IN ("
                + buckets.stream().map(bucket -> "'" + bucket + "'").collect(Collectors.joining(",")) + ") GROUP BY h";
    }

    private String from() {
        return " FROM " + table.name().quoted()
                + table.key()
                        .map(key -> " FORCE INDEX (`" + key.index().replace("`", "``") + "`)")
                        .orElse("");
    }

    private KeyShape key() {
        return table.key().orElseThrow(() -> new IllegalStateException(table.name() + " has no key"));
    }

    private static String keyTexts(KeyShape key) {
        return key.columns().stream().map(ColumnShape::keyText).collect(Collectors.joining(", "));
    }

    private String where(KeyRange range) {
        @Nullable KeyValue after = range.after();
        @Nullable KeyValue upTo = range.upTo();
        List<String> conditions = new java.util.ArrayList<>();
        if (after != null) {
            conditions.add(bound(after, ">", ">"));
        }
        if (upTo != null) {
            conditions.add(bound(upTo, "<", "<="));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** Spelt out: of {@code (a, b) > (x, y)} MySQL's optimizer makes no range. */
    private String bound(KeyValue value, String strictly, String last) {
        KeyShape key = key();
        int parts = key.columns().size();
        return IntStream.range(0, parts)
                .mapToObj(i -> IntStream.rangeClosed(0, i)
                        .mapToObj(j -> key.compare(j, j < i ? "=" : j == parts - 1 ? last : strictly, value))
                        .collect(Collectors.joining(" AND ", "(", ")")))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String equal(KeyShape key, KeyValue value) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> key.compare(i, "=", value))
                .collect(Collectors.joining(" AND "));
    }
}

package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the standby's own dictionary says of a table.
 *
 * @param columns in their order
 * @param uniques every unique key, the primary one among them
 * @param cascades whether it belongs to tables that the server itself changes when another is changed
 * @param counter the column that the server counts up, AUTO_INCREMENT; null for none
 */
public record TableShape(
        TableName name,
        List<Column> columns,
        List<UniqueKey> uniques,
        boolean cascades,
        @Nullable String counter) {

    /** Without a column that the server counts up. */
    public TableShape(TableName name, List<Column> columns, List<UniqueKey> uniques, boolean cascades) {
        this(name, columns, uniques, cascades, null);
    }

    /**
     * @param type the data type in lower case, without length: {@code int}, {@code varchar}
     * @param unsigned whether it is an unsigned integer
     * @param key whether it is part of the primary key
     * @param generated whether the server computes it: it is never written
     * @param charset of its text; null for none
     * @param octets how long a value of a fixed length is, in bytes; 0 for every other
     */
    public record Column(
            String name,
            String type,
            boolean unsigned,
            boolean key,
            boolean generated,
            @Nullable String charset,
            int octets) {

        private static final Set<String> UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8");
        private static final Set<String> NOT_ASCII = Set.of("ucs2", "utf16", "utf16le", "utf32", "swe7");

        /** Neither a text nor of a fixed length. */
        public Column(String name, String type, boolean unsigned, boolean key, boolean generated) {
            this(name, type, unsigned, key, generated, null, 0);
        }

        public boolean isInteger() {
            return type.endsWith("int") || type.equals("year");
        }

        public boolean isText() {
            return switch (type) {
                case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> true;
                default -> false;
            };
        }

        /** Whether its bytes are the UTF-8 of its text. */
        boolean isUtf8() {
            return charset != null && UTF8.contains(charset);
        }

        /** Whether bytes below 128 are the ASCII that they look like. */
        boolean isAsciiBased() {
            return charset != null && !NOT_ASCII.contains(charset);
        }
    }

    /**
     * @param parts its columns; empty where it cannot be computed here, since it is over an expression
     */
    public record UniqueKey(String name, List<Part> parts) {

        public UniqueKey {
            parts = List.copyOf(parts);
        }

        boolean isPrimary() {
            return name.equals("PRIMARY");
        }
    }

    /**
     * @param length of the prefix, in characters or bytes; null for the whole column
     * @param exact whether values are the same only where their texts are: not so for text with a collation
     */
    public record Part(String column, @Nullable Integer length, boolean exact) {}

    public TableShape {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
    }

    public boolean hasKey() {
        return columns.stream().anyMatch(Column::key);
    }

    boolean hasSecondaryUniques() {
        return uniques.stream().anyMatch(unique -> !unique.isPrimary());
    }

    /** Whether rows are found by joining a list of keys: where a key's text could be compared in two ways, one by one is safer. */
    boolean isJoinable() {
        return hasKey() && columns.stream().filter(Column::key).allMatch(Column::isInteger);
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}

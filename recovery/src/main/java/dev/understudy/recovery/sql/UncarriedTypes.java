package dev.understudy.recovery.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which columns cannot be carried, and why: for whoever asks before the first row comes. Pure. */
public final class UncarriedTypes {

    /** Those that {@link Values} has a form for, as the servers name them. */
    public static final Set<String> CARRIED =
            Set.of("tinyint smallint mediumint int bigint decimal float double bit year date time datetime timestamp"
                    .concat(" char varchar tinytext text mediumtext longtext enum set json")
                    .concat(" binary varbinary tinyblob blob mediumblob longblob vector uuid")
                    .concat(" geometry point linestring polygon multipoint multilinestring multipolygon")
                    .concat(" geometrycollection geomcollection")
                    .split(" "));

    /** Seen with Debezium 3.5.0: its parser stops at the word in CREATE TABLE, and with it the connector. */
    private static final Set<String> UNREAD = Set.of("inet4", "inet6");

    private UncarriedTypes() {}

    /**
     * @param declared the whole type, as {@code information_schema.columns.column_type} has it: {@code varchar(20)}
     * @return the reason; empty for a column that is carried
     */
    public static Optional<String> reason(String declared) {
        String whole = declared.toLowerCase(Locale.ROOT);
        String type = whole.replaceAll("[^a-z0-9_].*", "");
        if (UNREAD.contains(type)) {
            return Optional.of("the connector cannot read the table's definition");
        }
        if (!CARRIED.contains(type)) {
            return Optional.of("Understudy does not know the type");
        }
        // A label may be called anything.
        boolean hasLabels = type.equals("enum") || type.equals("set");
        if (!hasLabels && whole.contains("compressed")) {
            return Optional.of("the connector does not know compressed columns in the binlog;"
                    + " MODIFY the column without COMPRESSED");
        }
        if (!hasLabels && whole.contains("mariadb-5.3")) {
            return Optional.of("the binlog does not say how long a time in the form of MariaDB 5.3 is;"
                    + " set mysql56_temporal_format = ON and ALTER TABLE ... FORCE");
        }
        return Optional.empty();
    }
}

package dev.understudy.recovery.seed;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.KeySpan;
import dev.understudy.recovery.seed.Catalog.Table;
import dev.understudy.recovery.sql.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of the source about one table. */
final class SourceTable {

    private static final Pattern COUNTER = Pattern.compile(" AUTO_INCREMENT=(\\d+)");

    private SourceTable() {}

    static TableName name(Table table) {
        return new TableName(table.schema(), table.name());
    }

    /** As it is defined now, but for how far its counter is; empty where there is no such table. */
    static String definition(Connection source, TableName table) throws SQLException {
        try {
            return COUNTER.matcher(shown(source, table)).replaceFirst("");
        } catch (SQLException e) {
            if (Catalog.isUnknown(e)) {
                return "";
            }
            throw e;
        }
    }

    /** The next number that its counter gives; empty for one without, and where there is no such table. */
    static Optional<BigInteger> counter(Connection source, TableName table) throws SQLException {
        try {
            Matcher counter = COUNTER.matcher(shown(source, table));
            return counter.find() ? Optional.of(new BigInteger(counter.group(1))) : Optional.empty();
        } catch (SQLException e) {
            if (Catalog.isUnknown(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String shown(Connection source, TableName table) throws SQLException {
        return Catalog.definition(source, "SHOW CREATE TABLE " + table.quoted());
    }

    /** The whole-number column that the primary key begins with; empty where it begins with another, or there is none. */
    static Optional<Gap.Key> key(Connection source, TableName table) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.column_name, c.data_type, c.column_type"
                        + " FROM information_schema.statistics s JOIN information_schema.columns c"
                        + " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
                        + " AND c.column_name = s.column_name WHERE s.table_schema = "
                        + Catalog.literal(table.schema()) + " AND s.table_name = " + Catalog.literal(table.table())
                        + " AND s.index_name = 'PRIMARY' AND s.seq_in_index = 1 AND s.sub_part IS NULL")) {
            return row.next() && row.getString(2).toLowerCase(Locale.ROOT).endsWith("int")
                    ? Optional.of(new Gap.Key(
                            row.getString(1),
                            row.getString(3).toLowerCase(Locale.ROOT).contains("unsigned")
                                    ? Values.integerBits(row.getString(2).toLowerCase(Locale.ROOT))
                                    : 0))
                    : Optional.empty();
        }
    }

    /** Pieces of a span that can be copied side by side. */
    static List<KeySpan> pieces(Connection snapshot, TableName table, Gap.Key key, int parts) throws SQLException {
        String column = Catalog.quote(key.column());
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT MIN(" + column + "), MAX(" + column + ") FROM " + table.quoted())) {
            row.next();
            @Nullable BigDecimal lowest = row.getBigDecimal(1);
            @Nullable BigDecimal highest = row.getBigDecimal(2);
            return lowest == null || highest == null
                    ? List.of(KeySpan.ALL)
                    : KeySpan.ALL.split(parts, lowest.toBigIntegerExact(), highest.toBigIntegerExact());
        }
    }

    /** The key that ends a chunk of so many rows; empty where no more than those are left. */
    static Optional<BigInteger> boundary(Connection snapshot, Gap gap, Gap.Key key, KeySpan span, int rows)
            throws SQLException {
        String column = Catalog.quote(key.column());
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + column + " FROM "
                        + gap.table().quoted() + " FORCE INDEX (PRIMARY)" + where(Optional.of(key), span)
                        + " ORDER BY " + column + " LIMIT 1 OFFSET " + (rows - 1))) {
            return row.next() ? Optional.of(row.getBigDecimal(1).toBigIntegerExact()) : Optional.empty();
        }
    }

    static String where(Optional<Gap.Key> key, KeySpan span) {
        List<String> bounds = new ArrayList<>();
        key.ifPresent(known -> {
            String column = Catalog.quote(known.column());
            if (span.after() != null) {
                bounds.add(column + " > " + span.after());
            }
            if (span.upTo() != null) {
                bounds.add(column + " <= " + span.upTo());
            }
        });
        return bounds.isEmpty() ? "" : " WHERE " + String.join(" AND ", bounds);
    }

    /** The form with a column for the rows, which MySQL may be configured not to show, and of which MariaDB knows no name. */
    private static String explain(Connection source) throws SQLException {
        boolean mariadb = source.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        return mariadb ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ";
    }

    /** About how many rows a gap has, as the source's optimizer guesses. */
    static long estimate(Connection source, Gap gap) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(
                        explain(source) + "SELECT * FROM " + gap.table().quoted() + where(gap.key(), gap.span()))) {
            return row.next() ? Math.max(0, row.getLong("rows")) : 0;
        } catch (SQLException e) {
            if (Catalog.isUnknown(e)) {
                return 0;
            }
            throw e;
        }
    }
}

package dev.understudy.recovery.seed;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.Gaps;
import dev.understudy.recovery.gaps.KeySpan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a copy lacks, on the server that is copied to: written in the transaction that brings the rows. It commits nothing by itself. */
final class StoredGaps {

    private StoredGaps() {}

    static Gaps read(Connection connection) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, schema_name, table_name, number, key_column,"
                        + " unsigned_bits, after_key, up_to_key FROM understudy.gap ORDER BY id")) {
            while (row.next()) {
                String column = row.getString(5);
                gaps.add(new Gap(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3)),
                        row.getLong(4),
                        column == null ? Optional.empty() : Optional.of(new Gap.Key(column, row.getInt(6))),
                        new KeySpan(number(row.getBigDecimal(7)), number(row.getBigDecimal(8)))));
            }
        }
        return Gaps.of(gaps);
    }

    static void add(Connection connection, Collection<Gap> gaps) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO understudy.gap (schema_name, table_name,"
                        + " number, key_column, unsigned_bits, after_key, up_to_key) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Gap gap : gaps) {
                insert.setString(1, gap.table().schema());
                insert.setString(2, gap.table().table());
                insert.setLong(3, gap.number());
                insert.setString(4, gap.key().map(Gap.Key::column).orElse(null));
                insert.setInt(5, gap.key().map(Gap.Key::unsignedBits).orElse(0));
                insert.setBigDecimal(6, decimal(gap.span().after()));
                insert.setBigDecimal(7, decimal(gap.span().upTo()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM understudy.gap");
        }
    }

    /** It is filled. */
    static void close(Connection connection, Gap gap) throws SQLException {
        changed(connection, "DELETE FROM understudy.gap WHERE id = " + gap.id(), gap);
    }

    /** It is filled up to and with this key. */
    static void narrow(Connection connection, Gap gap, BigInteger upTo) throws SQLException {
        changed(connection, "UPDATE understudy.gap SET after_key = " + upTo + " WHERE id = " + gap.id(), gap);
    }

    /** Nothing of the table counts as there any more. */
    static void open(Connection connection, TableName table, long number) throws SQLException {
        forget(connection, table);
        add(connection, List.of(new Gap(0, table, number, Optional.empty(), KeySpan.ALL)));
    }

    /** The table is gone. */
    static void forget(Connection connection, TableName table) throws SQLException {
        update(connection, "DELETE FROM understudy.gap WHERE schema_name = ? AND table_name = ?", table);
    }

    static void renumber(Connection connection, TableName table, long number) throws SQLException {
        update(
                connection,
                "UPDATE understudy.gap SET number = " + number + " WHERE schema_name = ? AND table_name = ?",
                table);
    }

    /** The tables of these gaps have other names now, which may be one another's. */
    static void rename(Connection connection, List<Gap> gaps, List<TableName> names) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE understudy.gap SET schema_name = ?, table_name = ? WHERE id = ?")) {
            for (int i = 0; i < gaps.size(); i++) {
                update.setString(1, names.get(i).schema());
                update.setString(2, names.get(i).table());
                update.setLong(3, gaps.get(i).id());
                update.executeUpdate();
            }
        }
    }

    private static void update(Connection connection, String sql, TableName table) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, table.schema());
            update.setString(2, table.table());
            update.executeUpdate();
        }
    }

    private static void changed(Connection connection, String sql, Gap gap) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(sql) != 1) {
                throw new SQLException("the gap " + gap.id() + " of " + gap.table() + " is not there any more");
            }
        }
    }

    private static @Nullable BigInteger number(@Nullable BigDecimal decimal) {
        return decimal == null ? null : decimal.toBigIntegerExact();
    }

    private static @Nullable BigDecimal decimal(@Nullable BigInteger number) {
        return number == null ? null : new BigDecimal(number);
    }
}

package dev.understudy.recovery.divergence;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.divergence.LoggedChange.Image;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table as the old primary has them now.
 *
 * @param columns in their order; empty where there is no such table any more
 */
record TableColumns(List<Column> columns) {

    /** Their text need not be found again. */
    private static final Set<String> INEXACT = Set.of("bit", "float", "double");

    TableColumns {
        columns = List.copyOf(columns);
    }

    static TableColumns read(Connection server, TableName table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = server.prepareStatement(
                "SELECT column_name, data_type, column_type, character_set_name, column_key FROM information_schema.columns"
                        + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(
                            row.getString(1),
                            row.getString(2).toLowerCase(Locale.ROOT),
                            row.getString(3),
                            row.getString(4),
                            "PRI".equals(row.getString(5))));
                }
            }
        }
        return new TableColumns(columns);
    }

    /** Whether the image is one of this table as it is now. */
    boolean fits(Image image) {
        return image.columns() == columns.size();
    }

    /** The row by its columns' names; by their numbers where the table has changed since. */
    Map<String, @Nullable String> row(Image image) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int place = 0; place < image.columns(); place++) {
            if (image.has(place)) {
                Column column = fits(image) ? columns.get(place) : numbered(place);
                row.put(column.name(), CellText.of(column, image.value(place)));
            }
        }
        return row;
    }

    private static Column numbered(int place) {
        return new Column(Integer.toString(place + 1), "", "", null, false);
    }

    /** The primary key of a row that was read by {@link #row}; empty where the table has none, or one that cannot be asked for. */
    Optional<Map<Column, String>> key(Map<String, @Nullable String> row) {
        Map<Column, String> key = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.key()) {
                String value = row.get(column.name());
                if (value == null || INEXACT.contains(column.type())) {
                    return Optional.empty();
                }
                key.put(column, value);
            }
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }
}

package dev.understudy.recovery.divergence;

import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the cluster's primary for single rows. Used by one thread. */
final class HeldRows {

    private static final Set<Integer> BYTES =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT);

    private final Connection primary;

    HeldRows(Connection primary) {
        this.primary = primary;
    }

    /**
     * @param key the primary key's columns, with values as {@link CellText} writes them
     * @return the row, in the same words; empty where there is none
     * @throws SQLException also where there is no such table or column
     */
    Optional<Map<String, @Nullable String>> row(TableName table, Map<Column, String> key) throws SQLException {
        String where = key.keySet().stream()
                .map(column -> TableName.quote(column.name()) + " = ?")
                .collect(Collectors.joining(" AND "));
        try (PreparedStatement statement =
                primary.prepareStatement("SELECT * FROM " + table.quoted() + " WHERE " + where)) {
            int place = 1;
            for (Map.Entry<Column, String> part : key.entrySet()) {
                String value = part.getValue();
                if (part.getKey().charset() == null && value.startsWith("0x")) {
                    statement.setBytes(place++, HexFormat.of().parseHex(value.substring(2)));
                } else {
                    statement.setString(place++, value);
                }
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(texts(row)) : Optional.empty();
            }
        }
    }

    private static Map<String, @Nullable String> texts(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            byte[] bytes = BYTES.contains(columns.getColumnType(i)) ? row.getBytes(i) : null;
            texts.put(columns.getColumnName(i), bytes == null ? row.getString(i) : CellText.hex(bytes));
        }
        return texts;
    }
}

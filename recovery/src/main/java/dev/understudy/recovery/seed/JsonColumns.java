package dev.understudy.recovery.seed;

import dev.understudy.recovery.seed.Catalog.Column;
import dev.understudy.recovery.seed.Catalog.Table;
import dev.understudy.recovery.sql.ShownJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table's columns of MySQL's type JSON: beside each the types of its values are read, which its text does not tell. */
final class JsonColumns {

    /** Numbers of columns in the table, from 1. */
    private final List<Integer> places = new ArrayList<>();

    private final Table table;

    JsonColumns(Table table) {
        this.table = table;
        for (int i = 1; i <= table.columns().size(); i++) {
            if (isJson(table.columns().get(i - 1))) {
                places.add(i);
            }
        }
    }

    static boolean isJson(Column column) {
        return column.type().equals("json");
    }

    /** What is selected behind the table's own columns. */
    String types() {
        StringBuilder sql = new StringBuilder();
        places.forEach(place -> sql.append(", ")
                .append(ShownJson.types(
                        Catalog.quote(table.columns().get(place - 1).name()))));
        return sql.toString();
    }

    /** A document may have more values than the server's own setting has room for. */
    String hint() {
        return places.isEmpty() ? "" : "/*+ SET_VAR(group_concat_max_len = 4294967295) */ ";
    }

    /** SQL for those documents of a row that their text does not make again, by the column's number. */
    Map<Integer, String> made(ResultSet row) throws SQLException {
        Map<Integer, String> made = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            @Nullable String types = row.getString(table.columns().size() + 1 + i);
            if (types != null) {
                String text = new String(row.getBytes(places.get(i)), StandardCharsets.UTF_8);
                made.put(places.get(i), ShownJson.sql(text, types));
            }
        }
        return made;
    }
}

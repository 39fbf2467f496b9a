package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table's columns beside the rows that come for it. Not thread-safe. */
final class TableWriter {

    private static final int MOST_LAYOUTS = 64;

    private final TableShape shape;
    private final Map<String[], int[]> places = new IdentityHashMap<>();

    TableWriter(TableShape shape) {
        this.shape = shape;
    }

    TableShape shape() {
        return shape;
    }

    List<Column> columns() {
        return shape.columns();
    }

    /** Where each column stands in such a row; -1 where it is not there, or the server computes it. */
    int[] places(RowImage row) {
        int[] known = places.get(row.names());
        if (known == null) {
            if (places.size() >= MOST_LAYOUTS) {
                places.clear();
            }
            known = columns().stream()
                    .mapToInt(column -> column.generated() ? -1 : row.place(column.name()))
                    .toArray();
            places.put(row.names(), known);
        }
        return known;
    }

    /**
     * @param column its number in the table
     * @throws Values.Unfaithful where the value cannot be carried over
     */
    @Nullable Object value(RowImage row, int column) {
        int place = places(row)[column];
        return place < 0 ? null : Values.bind(columns().get(column), row.value(place));
    }
}

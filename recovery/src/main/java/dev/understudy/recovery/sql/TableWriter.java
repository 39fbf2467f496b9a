package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table's columns beside the rows that come for it. Not thread-safe. */
final class TableWriter {

    private static final int MOST_LAYOUTS = 64;
    private static final String STALE =
            "the connector and the standby have different definitions of it: was it altered outside of the binlog?";

    private final TableShape shape;
    private final int[] key;
    private final long tableHash;
    private final List<UniqueReader> uniques = new ArrayList<>();
    private final Map<String[], Layout> layouts = new IdentityHashMap<>();
    private String @Nullable [] lastNames;
    private @Nullable Layout lastLayout;

    TableWriter(TableShape shape) {
        this.shape = shape;
        this.key = IntStream.range(0, columns().size())
                .filter(i -> columns().get(i).key())
                .toArray();
        this.tableHash = KeyHash.mix(shape.name().hashCode());
        for (UniqueKey unique : shape.uniques()) {
            uniques.add(new UniqueReader(this, unique));
        }
    }

    boolean isKeyed() {
        return key.length > 0;
    }

    /** The primary key's columns by their numbers in the table. */
    int[] keyColumns() {
        return key;
    }

    /** The column that the server counts up, by its number; -1 for none. */
    int counter() {
        for (int i = 0; i < columns().size(); i++) {
            if (columns().get(i).name().equals(shape.counter())) {
                return i;
            }
        }
        return -1;
    }

    /** Stands for the table as a whole. */
    long hash() {
        return tableHash;
    }

    List<UniqueReader> uniques() {
        return uniques;
    }

    TableShape shape() {
        return shape;
    }

    List<Column> columns() {
        return shape.columns();
    }

    /**
     * Where each column stands in such a row; -1 where the server computes it.
     *
     * @throws Unfaithful where the row has other columns than the table
     */
    int[] places(RowImage row) {
        return layout(row).written();
    }

    /** Where each column stands in such a row, computed ones too; -1 where it is not there. */
    int[] allPlaces(RowImage row) {
        return layout(row).all();
    }

    private Layout layout(RowImage row) {
        if (row.names() == lastNames && lastLayout != null) {
            return lastLayout;
        }
        lastLayout = find(row);
        lastNames = row.names();
        return lastLayout;
    }

    private Layout find(RowImage row) {
        Layout known = layouts.get(row.names());
        if (known == null) {
            if (layouts.size() >= MOST_LAYOUTS) {
                layouts.clear();
            }
            int[] all = new int[columns().size()];
            int[] written = new int[all.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = row.place(columns().get(i).name());
                written[i] = columns().get(i).generated() ? -1 : all[i];
            }
            refuseOtherColumns(row, all);
            known = new Layout(all, written);
            layouts.put(row.names(), known);
        }
        return known;
    }

    /** The connector takes a table's columns from the DDL that it has read: where some was kept from it, it names others. */
    private void refuseOtherColumns(RowImage row, int[] places) {
        int found = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                found++;
            } else if (!columns().get(i).generated()) {
                throw new Unfaithful("a row of " + shape.name() + " came without the column "
                        + columns().get(i).name() + "; " + STALE);
            }
        }
        if (found < row.size()) {
            String unknown = Arrays.stream(row.names())
                    .filter(name -> shape.column(name).isEmpty())
                    .findFirst()
                    .orElse("one twice");
            throw new Unfaithful("a row of " + shape.name() + " came with the column " + unknown
                    + ", which the standby's table lacks; " + STALE);
        }
    }

    /** The places of rows that share their names. */
    private static final class Layout {
        private final int[] all;
        private final int[] written;

        Layout(int[] all, int[] written) {
            this.all = all;
            this.written = written;
        }

        int[] all() {
            return all;
        }

        int[] written() {
            return written;
        }
    }

    /**
     * @param column its number in the table
     * @throws Unfaithful where the value cannot be carried over
     */
    @Nullable
    Object value(RowImage row, int column) {
        int place = places(row)[column];
        return place < 0 ? null : Values.bind(columns().get(column), row.value(place));
    }
}

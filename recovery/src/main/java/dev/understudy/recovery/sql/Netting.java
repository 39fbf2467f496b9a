package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.RowImage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changes of one table together, each row's to one. Afterwards their order does not matter any more, but for this:
 * deletions first, insertions last.
 *
 * <p>Only where that is provably the same: every row has a key of whole numbers that none of the changes alters, and no value
 * of another unique key goes from one row to another. Pure.
 */
final class Netting {

    private Netting() {}

    /**
     * @return empty where the changes must be carried out in their own order
     */
    static Optional<List<Net>> of(TableWriter table, List<Change.Row> rows) {
        if (!table.shape().isJoinable() || table.shape().cascades()) {
            return Optional.empty();
        }
        Map<Object, Net> nets = new LinkedHashMap<>();
        Map<Long, Object> holders = new HashMap<>();
        boolean secondary = table.shape().hasSecondaryUniques();
        for (Change.Row row : rows) {
            RowImage before = row.before();
            RowImage after = row.after();
            Object key = key(table, before == null ? after : before);
            boolean moves = before != null && after != null && !key.equals(key(table, after));
            if (moves || !take(nets, key, before, after)) {
                return Optional.empty();
            }
            if (secondary && !(holdsAlone(table, before, key, holders) && holdsAlone(table, after, key, holders))) {
                return Optional.empty();
            }
        }
        List<Net> done = new ArrayList<>(nets.values());
        Optional<Net> highest = highestThatPassed(table, done);
        done.removeIf(Net::isNothing);
        highest.ifPresent(done::add);
        return Optional.of(done);
    }

    /** A row that came and went has moved the table's counter: without it the same number would be given twice. */
    private static Optional<Net> highestThatPassed(TableWriter table, List<Net> nets) {
        int counter = table.counter();
        if (counter < 0) {
            return Optional.empty();
        }
        Net highest = null;
        BigInteger most = BigInteger.ZERO;
        for (Net net : nets) {
            RowImage row = net.passing();
            if (row != null && table.value(row, counter) instanceof Number number) {
                BigInteger value = new BigInteger(number.toString());
                if (value.compareTo(most) > 0) {
                    most = value;
                    highest = net;
                }
            }
        }
        return Optional.ofNullable(highest);
    }

    private static boolean take(
            Map<Object, Net> nets, Object key, @Nullable RowImage before, @Nullable RowImage after) {
        Net known = nets.get(key);
        if (known == null) {
            nets.put(key, new Net(before, after));
            return true;
        }
        return known.then(before != null, after);
    }

    private static boolean holdsAlone(
            TableWriter table, @Nullable RowImage row, Object key, Map<Long, Object> holders) {
        if (row == null) {
            return true;
        }
        for (UniqueReader unique : table.uniques()) {
            if (unique.isPrimary()) {
                continue;
            }
            KeyHash hash = unique.read(row);
            if (hash.isAny()) {
                return false;
            }
            Object holder = hash.isNone() ? key : holders.putIfAbsent(hash.value(), key);
            if (holder != null && !holder.equals(key)) {
                return false;
            }
        }
        return true;
    }

    private static Object key(TableWriter table, @Nullable RowImage row) {
        if (row == null) {
            throw new IllegalArgumentException("a change without a row");
        }
        int[] columns = table.keyColumns();
        if (columns.length == 1) {
            return part(table, row, columns[0]);
        }
        List<Object> key = new ArrayList<>(columns.length);
        for (int column : columns) {
            key.add(part(table, row, column));
        }
        return key;
    }

    private static Object part(TableWriter table, RowImage row, int column) {
        @Nullable Object value = table.value(row, column);
        return value == null ? "" : value;
    }
}

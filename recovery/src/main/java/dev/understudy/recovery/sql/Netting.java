package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.RowImage;
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
        done.removeIf(Net::isNothing);
        return Optional.of(done);
    }

    private static boolean take(Map<Object, Net> nets, Object key, @Nullable RowImage before, @Nullable RowImage after) {
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
        for (TableShape.UniqueKey unique : table.shape().uniques()) {
            if (unique.isPrimary()) {
                continue;
            }
            KeyHash hash = KeyHash.of(table, unique, row);
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
        List<Object> key = new ArrayList<>(1);
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).key()) {
                @Nullable Object value = table.value(row, i);
                key.add(value == null ? "" : value);
            }
        }
        return key.size() == 1 ? key.get(0) : key;
    }
}

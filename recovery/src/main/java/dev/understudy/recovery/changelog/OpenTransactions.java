package dev.understudy.recovery.changelog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Transactions that were begun and have not ended. Not thread-safe. */
final class OpenTransactions {

    private static final int MOST = 16;

    private final Map<String, Unfinished.Rows> open = new HashMap<>();

    /** Again where a connector restarted inside a transaction. */
    void begin(String gtid) {
        if (open.size() >= MOST) {
            // Without a row of theirs, these were late ones whose end never came.
            open.values().removeIf(begun -> !begun.hasRows());
        }
        Unfinished.Rows begun = open.get(gtid);
        if (begun == null) {
            open.put(gtid, new Unfinished.Rows(gtid));
        } else {
            begun.announcedAgain();
        }
    }

    Unfinished.@Nullable Rows get(String gtid) {
        return open.get(gtid);
    }

    /** An older connector sent a record of this name. */
    void late(String gtid) {
        Unfinished.Rows begun = open.get(gtid);
        if (begun != null) {
            begun.late++;
        }
    }

    void put(Unfinished.Rows begun) {
        open.put(begun.gtid, begun);
    }

    Unfinished.@Nullable Rows remove(String gtid) {
        return open.remove(gtid);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /**
     * Forgets them all.
     *
     * @return those of which parts were handed out
     */
    List<String> discard() {
        List<String> parted = new ArrayList<>();
        open.values().stream().filter(begun -> begun.parted).forEach(begun -> parted.add(begun.gtid));
        open.clear();
        return parted;
    }
}

package dev.understudy.router.balance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each member came back, as one listener sees it: from trouble, from a drain, or into the list of those that there are.
 * Who is there from the beginning never came back. Thread-safe; two choices at the same moment may both see a return, which
 * is the same.
 */
public final class Comebacks {

    private static final long ALWAYS_THERE = Long.MIN_VALUE;
    private static final long AWAY = Long.MAX_VALUE;

    /** By node: when it came back, or one of the two above. */
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    private volatile List<String> members = List.of();

    /** Goes on where another has left off. */
    public void takeOver(Comebacks before) {
        since.putAll(before.since);
        members = before.members;
    }

    /** These are there now. */
    public void present(List<String> nodes) {
        List<String> before = members;
        if (nodes.equals(before)) {
            return;
        }
        members = List.copyOf(nodes);
        Set<String> now = Set.copyOf(nodes);
        before.stream().filter(node -> !now.contains(node)).forEach(node -> since.put(node, AWAY));
        if (!before.isEmpty()) {
            nodes.stream().filter(node -> !before.contains(node)).forEach(node -> since.put(node, AWAY));
        }
    }

    /**
     * For how long a member has been back.
     *
     * @param away whether it can take nothing now
     * @param now ms
     * @return ms; the largest number for one that was never away; 0 while it is away
     */
    public long millis(String node, boolean away, long now) {
        Long known = since.get(node);
        if (away) {
            if (known == null || known != AWAY) {
                since.put(node, AWAY);
            }
            return 0;
        }
        if (known == null) {
            since.put(node, ALWAYS_THERE);
            return Long.MAX_VALUE;
        }
        if (known == AWAY) {
            since.put(node, now);
            return 0;
        }
        return known == ALWAYS_THERE ? Long.MAX_VALUE : Math.max(0, now - known);
    }
}

package dev.understudy.router.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The figures of every member that was ever tried. Thread-safe. */
public final class MembersStats {

    private record Key(String scope, String node) {}

    private final Map<Key, MemberStats> all = new ConcurrentHashMap<>();
    private volatile Consumer<MemberStats> onNew = stats -> {};

    /** A member's; they last beyond any one connection. */
    public MemberStats of(String scope, String node) {
        return all.computeIfAbsent(new Key(scope, node), key -> {
            MemberStats stats = new MemberStats(scope, node);
            onNew.accept(stats);
            return stats;
        });
    }

    /**
     * Shows each to somebody, once: those that are there, and others when they come.
     *
     * @param listener called on the thread that needs the figures first; a member that is just coming may be shown twice
     */
    public void each(Consumer<MemberStats> listener) {
        onNew = listener;
        all.values().forEach(listener);
    }
}

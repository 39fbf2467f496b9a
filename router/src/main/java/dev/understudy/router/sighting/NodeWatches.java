package dev.understudy.router.sighting;

import dev.understudy.router.routing.Member;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** One watch for each node that was ever connected to. Thread-safe. */
public final class NodeWatches {

    private record Key(String scope, String node) {}

    private final Map<Key, NodeWatch> watches = new ConcurrentHashMap<>();
    private final BiConsumer<Member, Seen> told;

    NodeWatches(BiConsumer<Member, Seen> told) {
        this.told = told;
    }

    /** Watches that tell nobody. */
    public static NodeWatches untold() {
        return new NodeWatches((member, seen) -> {});
    }

    /** The node's watch; it lasts beyond any one connection. */
    public NodeWatch of(Member member) {
        return watches.computeIfAbsent(new Key(member.scope(), member.node()), key -> new NodeWatch(member, told));
    }

    /** How many nodes other than this one fail. */
    int othersFailing(Member member, long now) {
        int failing = 0;
        for (Map.Entry<Key, NodeWatch> other : watches.entrySet()) {
            boolean same = other.getKey().equals(new Key(member.scope(), member.node()));
            failing += !same && other.getValue().isFailing(now) ? 1 : 0;
        }
        return failing;
    }

    void tick(long now) {
        watches.values().forEach(watch -> watch.tick(now));
    }
}

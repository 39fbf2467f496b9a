package dev.understudy.detector.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whose turn it is to be surveyed: each cluster and service once a second, and each when it became known, since a detector of thousands that surveyed
 * them all at once would be late with everything else. Not thread-safe.
 */
final class Surveys {

    private static final long EVERY = 1_000;

    private final Map<String, Scope> scopes = new HashMap<>();
    private final Deque<Scope> turns = new ArrayDeque<>();

    private static final class Scope {
        private final List<WatchedNode> members = new ArrayList<>();
        private long surveyedAt;

        private Scope(long now) {
            surveyedAt = now;
        }
    }

    /** A node is watched from now on. */
    void add(WatchedNode node, long now) {
        scopes.computeIfAbsent(node.key().scope(), scope -> {
                    Scope fresh = new Scope(now);
                    turns.addLast(fresh);
                    return fresh;
                })
                .members
                .add(node);
    }

    /** A node is not watched any more. */
    void remove(WatchedNode node) {
        Scope scope = scopes.get(node.key().scope());
        if (scope != null) {
            scope.members.remove(node);
            if (scope.members.isEmpty()) {
                scopes.remove(node.key().scope());
                turns.remove(scope);
            }
        }
    }

    /** Hands out the members of those whose turn it is. */
    void due(long now, Consumer<List<WatchedNode>> take) {
        for (int left = turns.size(); left > 0; left--) {
            Scope next = turns.getFirst();
            if (now - next.surveyedAt < EVERY) {
                return;
            }
            turns.addLast(turns.removeFirst());
            next.surveyedAt = now;
            take.accept(next.members);
        }
    }
}

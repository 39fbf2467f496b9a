package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.seed.SeedProgress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The copies that are under way, each in a thread of its own: a fail-over does not wait for a new standby. Where a newer owner takes
 * the server over it ends the copy's sessions, and so the copy. Thread-safe.
 */
public final class Seedings {

    /** Copies, and counts how far it is. */
    @FunctionalInterface
    interface Work {
        TransactionSet copy(SeedProgress progress) throws Exception;
    }

    /** One copy. */
    static final class Copy {
        private final CompletableFuture<TransactionSet> cut = new CompletableFuture<>();
        private final SeedProgress progress = new SeedProgress();

        boolean isOver() {
            return cut.isDone();
        }

        /**
         * @throws java.util.concurrent.CompletionException with the reason where it failed
         */
        TransactionSet cut() {
            return cut.join();
        }
    }

    private final Map<String, Copy> copies = new ConcurrentHashMap<>();
    private final Map<String, String> cuts = new ConcurrentHashMap<>();

    /** Begins, where none is under way for this node. */
    void begin(String node, Work work) {
        copies.computeIfAbsent(node, any -> {
            Copy copy = new Copy();
            Thread thread = new Thread(() -> run(copy, work), "seed-" + node);
            thread.setDaemon(true);
            thread.start();
            return copy;
        });
    }

    private static void run(Copy copy, Work work) {
        try {
            copy.cut.complete(work.copy(copy.progress));
        } catch (Exception e) {
            copy.cut.completeExceptionally(e);
        }
    }

    Optional<Copy> of(String node) {
        return Optional.ofNullable(copies.get(node));
    }

    void forget(String node) {
        copies.remove(node);
    }

    /** The copy is a standby now. */
    void ended(String node, TransactionSet cut) {
        cuts.put(node, cut.text());
    }

    /** At which set each node was copied last, since this instance began. */
    public Map<String, String> cuts() {
        return Map.copyOf(cuts);
    }

    /** How far each copy is, by node. */
    public Map<String, SeedProgress.Now> progress() {
        Map<String, SeedProgress.Now> progress = new ConcurrentHashMap<>();
        copies.forEach((node, copy) -> progress.put(node, copy.progress.now()));
        return progress;
    }
}

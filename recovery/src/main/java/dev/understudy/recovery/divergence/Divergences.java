package dev.understudy.recovery.divergence;

import dev.understudy.events.Epoch;
import dev.understudy.recovery.server.Server;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The readings that are under way, each in a thread of its own: a fail-over does not wait for one. What failed is tried again after a
 * while. Thread-safe.
 */
public final class Divergences {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final DivergenceReader reader;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    /**
     * @param kafka a client's properties
     */
    public Divergences(Map<String, Object> kafka, String cluster) {
        this.reader = new DivergenceReader(kafka, cluster);
    }

    /**
     * What came of a reading.
     *
     * @param found empty where it failed
     * @param trouble why, for a person
     */
    public record Result(Optional<Divergence> found, String trouble) {}

    private record Reading(String of, CompletableFuture<Result> result, long atNanos) {

        boolean isToBeTriedAgain() {
            return result.isDone() && result.join().found().isEmpty() && System.nanoTime() - atNanos > AGAIN.toNanos();
        }
    }

    /**
     * Whether a reading has to be begun.
     *
     * @param tail what the node holds beyond the cut
     */
    public boolean isWanted(String node, String tail) {
        Reading known = readings.get(node);
        return known == null || !known.of().equals(tail) || known.isToBeTriedAgain();
    }

    /**
     * Begins one; its agent has been sent the command.
     *
     * @param node the old primary
     * @param primary the cluster's
     * @param tail what the node holds beyond the cut
     * @param epoch the one that cut it off
     * @param commandId the command's
     * @param journalFrom from where on in the journal the answer can stand
     */
    public void begin(Server node, Server primary, String tail, Epoch epoch, String commandId, long journalFrom) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        readings.put(node.node(), new Reading(tail, result, System.nanoTime()));
        DivergenceReader.Ask ask = new DivergenceReader.Ask(node, primary, epoch, commandId, journalFrom);
        Thread thread = new Thread(() -> result.complete(read(ask)), "divergence-" + node.node());
        thread.setDaemon(true);
        thread.start();
    }

    private Result read(DivergenceReader.Ask ask) {
        try {
            return new Result(Optional.of(reader.read(ask)), "");
        } catch (Exception e) {
            return new Result(Optional.empty(), e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What came of the newest reading of a node; empty while it is under way. */
    public Optional<Result> of(String node) {
        return Optional.ofNullable(readings.get(node))
                .filter(reading -> reading.result().isDone())
                .map(reading -> reading.result().join());
    }
}

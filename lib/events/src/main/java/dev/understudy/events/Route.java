package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The route in force for a cluster. Compacted, keyed by {@link #cluster}. A reader keeps the highest epoch that it ever
 * saw and takes no route of a lower one.
 *
 * @param cluster the cluster
 * @param epoch the reign that it belongs to
 * @param state whether it can be used
 * @param writer the node that may be written to; null unless {@link State#SERVING} or {@link State#HANDING_OVER}
 * @param readers the nodes that may be read from, the best first
 * @param addresses where each node named above listens
 * @param incident what made it
 * @param at owner's clock, ms
 * @param reason for a person; for {@link State#UNAVAILABLE} the error that held clients are told
 */
public record Route(
        String cluster,
        Epoch epoch,
        State state,
        @Nullable String writer,
        List<String> readers,
        Map<String, Address> addresses,
        String incident,
        long at,
        String reason)
        implements UnderstudyRecord {

    public enum State {
        SERVING,
        /** In service; the new epoch's first change is not in the changelog yet. */
        HANDING_OVER,
        /** A planned change is under way: hold new work, nothing has failed. */
        HOLDING,
        /** There is no writer and none is coming by itself: end the holds with the reason. */
        UNAVAILABLE
    }

    public Route {
        requireNonNull(cluster, "cluster");
        requireNonNull(epoch, "epoch");
        requireNonNull(state, "state");
        readers = readers == null ? List.of() : List.copyOf(readers);
        addresses = addresses == null ? Map.of() : Map.copyOf(addresses);
        incident = incident == null ? "" : incident;
        reason = reason == null ? "" : reason;
        if (writer != null && !addresses.containsKey(writer)) {
            throw new IllegalArgumentException("the writer " + writer + " has no address");
        }
    }
}

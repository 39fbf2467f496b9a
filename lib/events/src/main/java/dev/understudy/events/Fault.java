package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a node, with what it rests on. Keyed by {@link #scope}.
 *
 * @param incident names the fault for ever: the same fault, judged twice or by two detectors, has the same name
 * @param kind what is wrong
 * @param phase how sure the detector is
 * @param scope the cluster or service
 * @param node the node judged
 * @param epoch the cluster's epoch when it was judged; 0 for a service
 * @param bootId the start of the server that was judged; null where no agent reported one
 * @param at detector's clock, ms
 * @param detector which detector says so
 * @param shadow true where the verdict is for information only
 * @param reason in one sentence, for a person
 * @param evidence all that it rests on, with the thresholds
 */
public record Fault(
        String incident,
        FaultKind kind,
        Phase phase,
        String scope,
        String node,
        Epoch epoch,
        @Nullable String bootId,
        long at,
        String detector,
        boolean shadow,
        String reason,
        List<Evidence> evidence)
        implements UnderstudyRecord {

    public enum Phase {
        SUSPECTED,
        CONFIRMED,
        CLEARED
    }

    public Fault {
        requireNonNull(incident, "incident");
        requireNonNull(kind, "kind");
        requireNonNull(phase, "phase");
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(detector, "detector");
        epoch = epoch == null ? Epoch.NONE : epoch;
        reason = reason == null ? "" : reason;
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /**
     * The incident's name: cluster, epoch, node, kind, boot id, last good sequence; never a time.
     *
     * @param lastGoodSequence the sequence of the node's last self-report in which it was well
     */
    public static String incidentId(
            String scope, Epoch epoch, String node, FaultKind kind, @Nullable String bootId, long lastGoodSequence) {
        return String.join(
                "/",
                scope,
                "e" + epoch,
                node,
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                bootId == null ? "-" : bootId,
                Long.toString(lastGoodSequence));
    }
}

package dev.understudy.detector.verdict;

import dev.understudy.events.Epoch;
import dev.understudy.events.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * An open fault's identity.
 *
 * @param id {@link dev.understudy.events.Fault#incidentId}
 * @param bootId the start of the server that is meant; null where no agent reported one
 */
public record Incident(
        String id, FaultKind kind, Epoch epoch, @Nullable String bootId) {}

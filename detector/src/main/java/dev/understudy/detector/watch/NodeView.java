package dev.understudy.detector.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.detector.verdict.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of a node, for people. A copy, safe to hand to other threads.
 *
 * @param belief {@code healthy}, or the open faults in words
 * @param maintenance that a person works on it, in words; null where nobody does
 * @param incidents the open faults' names
 * @param selfReportAgeMillis how long ago its own report came; null if none did
 * @param phi how surprising that is
 * @param words the newest of each path, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeView(
        String scope,
        String node,
        Role role,
        long epoch,
        String belief,
        @Nullable String maintenance,
        List<String> incidents,
        @Nullable Long selfReportAgeMillis,
        double phi,
        List<String> words) {}

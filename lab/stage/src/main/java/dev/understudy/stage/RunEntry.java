package dev.understudy.stage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One process of a run, as it stands in run.json.
 *
 * @param name unique in the run: {@code kafka}, {@code connect}, {@code orders-a}, {@code agent-orders-a} ...
 * @param kind {@code broker}, {@code connect}, {@code database} or {@code service}
 * @param pid the process to signal; for a database that runs through a loader of its own, that loader's
 * @param ports what it listens on, by purpose: {@code http}, {@code sql}, {@code kafka} ...
 * @param data its data folder; null where it has none
 * @param log its log file
 */
public record RunEntry(
        String name,
        String kind,
        long pid,
        Map<String, Integer> ports,
        @Nullable String data,
        String log) {

    public RunEntry {
        ports = Map.copyOf(ports);
    }
}

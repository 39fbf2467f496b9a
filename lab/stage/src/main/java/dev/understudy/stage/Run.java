package dev.understudy.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What run.json holds.
 *
 * @param facts what the run wants to tell: engine, configuration file, router ports ...
 * @param processes in the order of their first start
 */
public record Run(Map<String, Object> facts, List<RunEntry> processes) {

    public Run {
        facts = new LinkedHashMap<>(facts);
        processes = List.copyOf(processes);
    }

    /**
     * @throws StageException where there is none of that name
     */
    public RunEntry process(String name) {
        return processes.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StageException("the run has no process '" + name + "'; it has "
                        + processes.stream().map(RunEntry::name).toList()));
    }
}

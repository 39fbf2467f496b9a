package dev.understudy.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a child is started. Immutable.
 *
 * @param name what it is called in messages, in the log's name and in run.json
 * @param command the program and its arguments
 * @param log where its standard output and error go; appended to, so that a restart keeps the earlier lines
 * @param environment added to ours
 * @param input its standard input; null for none
 */
public record ChildSpec(
        String name,
        List<String> command,
        Path log,
        Map<String, String> environment,
        @Nullable Path input) {

    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static ChildSpec of(String name, List<String> command, Path log) {
        return new ChildSpec(name, command, log, Map.of(), null);
    }

    public ChildSpec withInput(Path file) {
        return new ChildSpec(name, command, log, environment, file);
    }

    public ChildSpec withEnvironment(Map<String, String> more) {
        return new ChildSpec(name, command, log, more, input);
    }
}

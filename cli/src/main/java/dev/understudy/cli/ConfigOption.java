package dev.understudy.cli;

import dev.understudy.runtime.config.Configuration;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
public final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            defaultValue = "understudy.yaml",
            paramLabel = "FILE",
            description =
                    "The configuration (default: ${DEFAULT-VALUE}). UNDERSTUDY_... in the environment overrides it.")
    private Path file = Path.of("understudy.yaml");

    Path file() {
        return file;
    }

    /** Reads and checks it. */
    public Configuration read() {
        return Configuration.read(file, System.getenv());
    }
}

package dev.understudy.detector;

import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations read as the real ones are. */
final class Configs {

    private Configs() {}

    static DetectorConfig defaults() {
        return of("detector: {}");
    }

    /** The whole of a {@link Timeline} is on one machine, which would be a fault of its own. */
    static DetectorConfig onOneHost() {
        return of("detector: {verdicts: {conditions: {oneHost: false}}}");
    }

    static DetectorConfig of(String yaml) {
        try {
            Path file = Files.createTempFile("understudy", ".yaml");
            try {
                Files.writeString(file, yaml);
                return Configuration.read(file, Map.of()).optional("detector", DetectorConfig.class);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

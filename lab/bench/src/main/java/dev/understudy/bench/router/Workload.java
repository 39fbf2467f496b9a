package dev.understudy.bench.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One kind of load. */
interface Workload {

    /** Its name in the figures, such as {@code point_select_8}. */
    String name();

    /** The program that makes it, for so long. */
    List<String> command(Way way, Duration time) throws IOException;

    /**
     * @param text all that the program has printed
     * @throws IOException where it makes no sense
     */
    Outcome read(String text) throws IOException;

    /**
     * What came of it.
     *
     * @param operations queries, connections or requests, which {@code perSecond} and the proxy's CPU count
     * @param p99 of their latency, ms; where transactions are measured, of those
     */
    record Outcome(long operations, double perSecond, double p99) {}

    /**
     * Plays it.
     *
     * @throws IOException where the program fails, with its last words
     */
    default Outcome play(Way way, Duration time, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(way, time))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int status = process.waitFor();
            String text = Files.readString(log);
            if (status != 0) {
                throw new IOException(name() + " through " + way.name() + " ended with status " + status + ": "
                        + text.substring(Math.max(0, text.length() - 500)).strip());
            }
            return read(text);
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.bench.ProcessMemory;
import dev.understudy.bench.ProcessTime;
import dev.understudy.stage.JavaFlags;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The detector in a process of its own, started as a server of its own would be: fully compiled. Used by one thread. */
final class Watcher implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServiceChild child;

    /** How far a start has come. */
    enum Progress {
        /** Its JVM is up, and answers. */
        ANSWERS,
        /** Its streams client runs: what was kept of open faults is restored. */
        RESTORED,
        /** It gives verdicts. */
        JUDGES
    }

    /**
     * @param instance unique in the run; all share one name
     * @param history how far back it reads, such as {@code 30s}
     * @param jvm further flags of its JVM
     */
    record Options(String instance, String history, List<String> jvm) {}

    Watcher(Stage stage, String bootstrap, Options options) throws IOException {
        int http = stage.freePort();
        Path file = Files.writeString(stage.folder().etc(options.instance() + ".yaml"), """
                kafka: {bootstrap: "%s"}
                detector:
                  instance: %s
                  http: {port: %d}
                  stateDir: %s
                  history: %s
                """.formatted(
                bootstrap, options.instance(), http, stage.folder().data(options.instance()), options.history()));
        List<String> jvm = new ArrayList<>(JavaFlags.FULLY_COMPILED);
        jvm.add("-Xmx512m");
        jvm.addAll(options.jvm());
        child = new ServiceChild(
                stage,
                new ServiceChild.Options(options.instance(), "detector", file, List.of(), Map.of("http", http), jvm));
    }

    /** Starts it and waits until it judges. */
    void start() {
        child.start();
    }

    void startWithoutWaiting() {
        child.startWithoutWaiting();
    }

    void awaitReady() {
        child.awaitReady();
    }

    /**
     * Waits until a start has come so far.
     *
     * @return by {@link System#nanoTime}
     */
    long await(Progress progress) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!hasCome(progress)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(child.name() + " is not as far as " + progress + " after a minute");
            }
            Thread.sleep(5);
        }
        return System.nanoTime();
    }

    private boolean hasCome(Progress progress) throws InterruptedException {
        try {
            HttpRequest ready = HttpRequest.newBuilder(URI.create(child.url() + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            HttpResponse<String> answer = HTTP.send(ready, HttpResponse.BodyHandlers.ofString());
            return switch (progress) {
                case ANSWERS -> true;
                case RESTORED -> answer.body().contains("ok   streams");
                case JUDGES -> answer.statusCode() == 200;
            };
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() {
        child.kill();
    }

    double cpuSeconds() throws IOException {
        return ProcessTime.of(child.pid());
    }

    double residentMegabytes() throws IOException {
        return ProcessMemory.megabytes(child.pid());
    }

    /** What lives in its heap, MB: it collects all garbage for it, and stands still meanwhile. */
    double liveMegabytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(child.pid()), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String histogram = new String(asked.getInputStream().readAllBytes(), UTF_8);
        asked.waitFor();
        return liveOf(histogram);
    }

    /** Of the last line: {@code Total 4711 123456}. */
    static double liveOf(String histogram) throws IOException {
        return histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToDouble(line -> Long.parseLong(line.trim().split("\\s+")[2]) / 1_048_576.0)
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd does not tell what is in the detector's heap"));
    }

    /** How many records its streams thread has processed since its start. */
    double processed() throws IOException {
        try (InputStream metrics = URI.create(child.url() + "/metrics").toURL().openStream()) {
            return processedOf(new String(metrics.readAllBytes(), UTF_8));
        }
    }

    /** The same; 0 while it does not answer yet. */
    double processedIfAnswering() {
        try {
            return processed();
        } catch (IOException e) {
            return 0;
        }
    }

    static double processedOf(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("kafka_stream_thread_process_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        child.close();
    }
}

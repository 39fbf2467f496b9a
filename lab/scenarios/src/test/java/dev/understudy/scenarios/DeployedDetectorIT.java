package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.TopicPolicy;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A detector as whoever runs streams applications expects one: its topology, its figures, and a start after a kill. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeployedDetectorIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void it_shows_its_topology_and_its_figures_also_after_a_kill() throws Exception {
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            KafkaBroker kafka = KafkaBroker.start(stage);
            KafkaSetup.ensureTopics(new KafkaConfig(kafka.bootstrap(), 1, Map.of()), TopicPolicy.shared());
            int port = stage.freePort();
            Path config = folder.resolve("detector.yaml");
            Files.writeString(
                    config,
                    "kafka: {bootstrap: '" + kafka.bootstrap() + "'}\ndetector:\n  http: {host: 127.0.0.1, port: "
                            + port + "}\n  stateDir: " + folder.resolve("state") + "\n");
            ServiceChild detector =
                    new ServiceChild(stage, new ServiceChild.Options("detector", "detector", config, List.of(), port));
            detector.start();
            shows(detector);
            detector.kill();
            detector.start();
            shows(detector);
            detector.stop();
            assertThat(Files.readString(detector.log())).doesNotContain("Exception");
        }
    }

    private static void shows(ServiceChild detector) throws Exception {
        assertThat(get(detector, "/topology"))
                .contains("judge-nodes", "understudy.heartbeats", "understudy.maintenance");
        Scene.await("it tells what its streams client does", () -> {
            try {
                String figures = get(detector, "/metrics");
                return figures.contains("kafka_stream_thread_") && figures.contains("understudy_detector_");
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String get(ServiceChild detector, String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(detector.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

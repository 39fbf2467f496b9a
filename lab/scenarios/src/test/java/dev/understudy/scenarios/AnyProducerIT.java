package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.understudy.events.Decoded;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.SelfReport;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.Distribution;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The documented examples of a heartbeat that is not from Java: each is run as it stands in docs/heartbeats. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnyProducerIT {

    private static final int ENOUGH = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String SERVICE = "payments";

    private final Path folder = Path.of("target", "runs", "AnyProducerIT-" + System.currentTimeMillis());

    private Stage stage;
    private KafkaBroker kafka;

    @BeforeAll
    void open() throws Exception {
        stage = Stage.open(RunFolder.create(folder));
        kafka = KafkaBroker.start(stage);
        KafkaSetup.ensureTopics(new KafkaConfig(kafka.bootstrap(), 1, Map.of()), TopicPolicy.shared());
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void a_shell_script() throws Exception {
        String tools = Distribution.find().kafkaClassPath();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        beats(
                "shell",
                Map.of("PRODUCER", java + " -cp " + tools + " org.apache.kafka.tools.ConsoleProducer"),
                "sh",
                "-f",
                example("heartbeat.sh"));
    }

    @Test
    void python() throws Exception {
        String python = "/usr/bin/python3";
        has("Debian's python3-confluent-kafka is installed", python, "-c", "import confluent_kafka");
        beats("python", Map.of(), python, example("heartbeat.py"));
    }

    @Test
    void node() throws Exception {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        String modules = cache + "/understudy/node/node_modules";
        has("scripts/fetch-clients was run", "test", "-d", modules + "/kafkajs");
        beats("node", Map.of("NODE_PATH", modules), "node", example("heartbeat.js"));
    }

    /** What the tests' run on every change has to have; elsewhere it may be missing. */
    private static void has(String what, String... check) throws IOException, InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder(check).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        if (System.getenv("CI") != null) {
            assertThat(there).as(what).isTrue();
        }
        assumeThat(there).as(what).isTrue();
    }

    private static String example(String name) {
        Path example =
                Path.of("..", "..", "docs", "heartbeats", name).toAbsolutePath().normalize();
        assertThat(example).exists();
        return example.toString();
    }

    private void beats(String instance, Map<String, String> environment, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(kafka.bootstrap(), SERVICE, instance));
        Path output = folder.resolve(instance + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process sender = builder.start();
        try {
            List<SelfReport> heard = hear(instance, sender, output);
            SelfReport first = heard.get(0);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i).sequence())
                        .isGreaterThan(heard.get(i - 1).sequence());
                assertThat(heard.get(i).writer()).isEqualTo(first.writer()).startsWith(instance + "@");
                assertThat(heard.get(i).scope()).isEqualTo(SERVICE);
                assertThat(heard.get(i).host()).isNotEmpty();
            }
        } finally {
            sender.descendants().forEach(ProcessHandle::destroy);
            sender.destroy();
            assertThat(sender.waitFor(10, TimeUnit.SECONDS))
                    .as("it ends when it is asked to")
                    .isTrue();
        }
    }

    private List<SelfReport> hear(String instance, Process sender, Path output) throws IOException {
        List<SelfReport> heard = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (LogReader topic = new LogReader(Map.of("bootstrap.servers", kafka.bootstrap()), Topics.HEARTBEATS)) {
            topic.seek(0);
            while (heard.size() < ENOUGH) {
                assertThat(System.nanoTime() < end && sender.isAlive())
                        .as("%d heartbeats; it said: %s", heard.size(), Files.readString(output))
                        .isTrue();
                for (ConsumerRecord<byte[], byte[]> record : topic.poll(Duration.ofMillis(100))) {
                    Decoded<HeartbeatRecord> decoded = RecordCodec.HEARTBEATS.decode(record.value());
                    assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Value.class);
                    if (decoded instanceof Decoded.Value<HeartbeatRecord> value
                            && value.value() instanceof SelfReport report
                            && report.node().equals(instance)) {
                        assertThat(new String(record.key(), UTF_8)).isEqualTo(SERVICE);
                        heard.add(report);
                    }
                }
            }
        }
        return heard;
    }
}

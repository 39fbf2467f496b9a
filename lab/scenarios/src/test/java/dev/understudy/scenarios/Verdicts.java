package dev.understudy.scenarios;

import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What detectors say from a moment on. Not thread-safe. */
final class Verdicts implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final LogReader topic;
    private final List<Fault> said = new ArrayList<>();

    Verdicts(Scene scene) {
        topic = new LogReader(scene.system().kafkaConfig().client(), Topics.FAULTS);
        topic.seek(topic.end());
    }

    /** Waits until this is confirmed; returns its incident. */
    String confirmed(FaultKind kind, String node, Duration patience) {
        return await(
                        fault -> fault.phase() == Fault.Phase.CONFIRMED
                                && fault.kind() == kind
                                && fault.node().equals(node),
                        "confirmed " + kind + " of " + node,
                        patience)
                .incident();
    }

    void cleared(String incident, Duration patience) {
        await(
                fault ->
                        fault.phase() == Fault.Phase.CLEARED && fault.incident().equals(incident),
                "the end of " + incident,
                patience);
    }

    /** Every fault that was confirmed, as {@code KIND node}. */
    Set<String> allConfirmed() {
        read();
        Set<String> all = new TreeSet<>();
        said.stream()
                .filter(fault -> fault.phase() == Fault.Phase.CONFIRMED)
                .forEach(fault -> all.add(fault.kind() + " " + fault.node()));
        return all;
    }

    /** What is confirmed and not cleared; of before this began nothing is known. */
    Set<String> open() {
        read();
        Map<String, Fault> newest = new HashMap<>();
        said.forEach(fault -> newest.put(fault.incident(), fault));
        Set<String> open = new TreeSet<>();
        newest.values().stream()
                .filter(fault -> fault.phase() != Fault.Phase.CLEARED)
                .forEach(fault -> open.add(fault.phase() + " " + fault.kind() + " " + fault.node()));
        return open;
    }

    private Fault await(Predicate<Fault> wanted, String what, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (Fault fault : read()) {
                if (wanted.test(fault)) {
                    return fault;
                }
            }
        }
        throw new AssertionError("after " + patience.toSeconds() + " s there is still no " + what + "; said was:\n"
                + String.join(
                        "\n",
                        said.stream()
                                .map(fault ->
                                        fault.phase() + " " + fault.kind() + " " + fault.node() + ": " + fault.reason())
                                .toList()));
    }

    private List<Fault> read() {
        List<Fault> news = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topic.poll(POLL)) {
            if (RecordCodec.FAULTS.decode(record.value()) instanceof Decoded.Value<Fault> fault) {
                news.add(fault.value());
            }
        }
        said.addAll(news);
        return news;
    }

    @Override
    public void close() {
        topic.close();
    }
}

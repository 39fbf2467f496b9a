package dev.understudy.recovery.log;

import dev.understudy.events.Decoded;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Asks for the binlog's tail and reads the answer from the journal. */
public final class TailRequest {

    private final LogReader journal;

    /**
     * What came.
     *
     * @param parts the transactions, part by part, in order
     * @param end the agent's last word; empty where it did not come in time
     */
    public record Answer(List<TailTransaction> parts, Optional<TailEnd> end) {}

    /** Opens the reader ahead of time, so that the answer is not waited for longer than it takes. */
    public TailRequest(Map<String, Object> kafka, String cluster) {
        journal = new LogReader(kafka, Topics.journal(cluster));
        journal.end();
    }

    /**
     * Sends the command and waits for its answer.
     *
     * @param send sends the command
     */
    public Answer ask(String commandId, Runnable send, Duration patience) {
        journal.seek(journal.end());
        send.run();
        long deadline = System.nanoTime() + patience.toNanos();
        List<TailTransaction> parts = new ArrayList<>();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : journal.poll(Duration.ofMillis(50))) {
                if (!(RecordCodec.JOURNAL.decode(record.value()) instanceof Decoded.Value<JournalRecord> read)
                        || !read.value().commandId().equals(commandId)) {
                    continue;
                }
                if (read.value() instanceof TailTransaction part) {
                    if (part.part() == 0 && !parts.isEmpty() && repeats(parts, part)) {
                        parts.clear();
                    }
                    parts.add(part);
                } else if (read.value() instanceof TailEnd end) {
                    return new Answer(parts, Optional.of(end));
                }
            }
        }
        return new Answer(List.of(), Optional.empty());
    }

    /** An agent that restarted in the middle begins again. */
    private static boolean repeats(List<TailTransaction> parts, TailTransaction part) {
        return parts.get(0).transaction().gtid().equals(part.transaction().gtid());
    }

    public void close() {
        journal.close();
    }
}

package dev.understudy.recovery.log;

import dev.understudy.events.Decoded;
import dev.understudy.events.JournalRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailRecord;
import dev.understudy.events.TailTransaction;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The answers as agents write them to the cluster's journal topic. Not thread-safe. */
public final class JournalTail implements TailSource, AutoCloseable {

    private final LogReader journal;

    /** Opens the reader ahead of time, so that the answer is not waited for longer than it takes. */
    public JournalTail(Map<String, Object> kafka, String cluster) {
        journal = new LogReader(kafka, Topics.journal(cluster));
        journal.end();
    }

    @Override
    public Answer ask(String commandId, Runnable send, Duration patience) {
        long from = journal.end();
        journal.seek(from);
        send.run();
        return await(commandId, from, patience);
    }

    @Override
    public Answer again(String commandId, long from, Duration patience) {
        journal.seek(from);
        return await(commandId, from, patience);
    }

    private Answer await(String commandId, long from, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<TailTransaction> parts = new ArrayList<>();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : journal.poll(Duration.ofMillis(50))) {
                if (record.headers().lastHeader(JournalRecord.HEADER) != null
                        || !(RecordCodec.JOURNAL.decode(record.value()) instanceof Decoded.Value<JournalRecord> read)
                        || !(read.value() instanceof TailRecord tail)
                        || !tail.commandId().equals(commandId)) {
                    continue;
                }
                if (tail instanceof TailTransaction part) {
                    if (part.part() == 0 && !parts.isEmpty() && repeats(parts, part)) {
                        parts.clear();
                    }
                    parts.add(part);
                } else if (tail instanceof TailEnd end) {
                    return new Answer(from, parts, Optional.of(end));
                }
            }
        }
        return new Answer(from, List.of(), Optional.empty());
    }

    /** An agent that restarted in the middle begins again. */
    private static boolean repeats(List<TailTransaction> parts, TailTransaction part) {
        return parts.get(0).transaction().gtid().equals(part.transaction().gtid());
    }

    @Override
    public void close() {
        journal.close();
    }
}

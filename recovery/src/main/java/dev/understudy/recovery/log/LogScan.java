package dev.understudy.recovery.log;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.changelog.Assembler;
import dev.understudy.recovery.changelog.LogParser;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the changelog only to see which transactions it holds. Not thread-safe. */
public final class LogScan {

    private final LogParser parser = new LogParser();
    private final Assembler assembler;

    /**
     * @param received what lies before the first record that will be taken
     * @param connector whose records count
     */
    public LogScan(TransactionSet received, Epoch epoch, String connector) {
        assembler = new Assembler(received, epoch, connector);
    }

    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] value = record.value();
            assembler.accept(
                    parser.parse(value == null ? null : ByteBuffer.wrap(value), Marks.of(record.headers())),
                    record.offset());
        }
    }

    /** The statement that was read last and may not be whole yet; empty for none. */
    public String held() {
        return assembler.held().orElse("");
    }

    /** Every whole transaction that the log holds up to here. */
    public TransactionSet received() {
        return assembler.received();
    }
}

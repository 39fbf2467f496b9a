package dev.understudy.recovery.log;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A look into the topic itself. Not thread-safe. */
public final class KafkaDelivered implements Delivered {

    private static final Duration POLL = Duration.ofMillis(100);

    private final LogReader log;
    private final LogScan scan;

    public KafkaDelivered(Map<String, Object> kafka, String cluster, Deliveries.From start) {
        log = new LogReader(kafka, Topics.changelog(cluster));
        log.seek(start.offset());
        scan = new LogScan(start.received(), start.epoch(), start.connector());
    }

    @Override
    public void read(Duration patience) {
        scan.take(log.poll(patience));
    }

    @Override
    public void readToEnd(BooleanSupplier goOn) {
        for (long end = log.end(); log.position() < end && goOn.getAsBoolean(); ) {
            read(POLL);
        }
    }

    @Override
    public TransactionSet received() {
        return scan.received();
    }

    @Override
    public String held() {
        return scan.held();
    }

    @Override
    public void close() {
        log.close();
    }
}

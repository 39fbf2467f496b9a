package dev.understudy.journal.log;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when Kafka does not confirm what it is given, leases or transactions: commits wait then. {@link #look} by one thread, {@link #trouble} by
 * any.
 */
public final class KafkaWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);

    private final Silence leases;
    private final Silence transactions;
    private long told;
    private volatile String trouble = "";

    /**
     * What was given to Kafka.
     *
     * @param waiting whether anything of it is to be confirmed
     * @param confirmed how many records were so far
     */
    public record Given(boolean waiting, long confirmed) {}

    /**
     * @param lease how long one lasts: after so long a silence none is held
     */
    public KafkaWatch(Duration lease) {
        this.leases = new Silence(lease.toMillis());
        this.transactions = new Silence(lease.toMillis());
    }

    /**
     * @param now ms since 1970
     * @param why what was said of the last that was not confirmed; empty for nothing
     */
    public void look(long now, Given asked, Given written, String why) {
        OptionalLong since = Stream.of(
                        leases.look(now, asked.waiting(), asked.confirmed()),
                        transactions.look(now, written.waiting(), written.confirmed()))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
        if (since.isEmpty()) {
            if (told != 0) {
                LOG.info("Kafka confirms again, after {} s", (now - told) / 1_000);
            }
            told = 0;
            trouble = "";
            return;
        }
        if (told == 0) {
            told = since.getAsLong();
            trouble = "Kafka has confirmed nothing since "
                    + Instant.ofEpochMilli(told).truncatedTo(ChronoUnit.SECONDS)
                    + ": commits wait until it does" + (why.isEmpty() ? "" : " (" + why + ")");
            LOG.warn("{}", trouble);
        }
    }

    /** In one line; empty where Kafka confirms. */
    public String trouble() {
        return trouble;
    }
}

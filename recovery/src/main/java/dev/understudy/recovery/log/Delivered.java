package dev.understudy.recovery.log;

import dev.understudy.engine.TransactionSet;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What one look into the changelog has found so far. Not thread-safe. */
public interface Delivered extends AutoCloseable {

    /** Reads on; waits that long where nothing is there. */
    void read(Duration patience);

    /**
     * Reads to where the changelog ends now.
     *
     * @param goOn false ends it early
     */
    void readToEnd(BooleanSupplier goOn);

    /** Every whole transaction up to where it was read. */
    TransactionSet received();

    /** The statement that was read last and may not be whole yet; empty for none. */
    String held();

    @Override
    void close();
}

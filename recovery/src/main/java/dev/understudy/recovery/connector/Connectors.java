package dev.understudy.recovery.connector;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** The connectors of a cluster's epochs. */
public interface Connectors {

    /**
     * Starts the first epoch's connector on a primary that nobody captured before: Debezium reads the schema itself, no rows,
     * and streams from that moment on.
     *
     * @throws ConnectFailure where Connect refuses or does not answer
     */
    void start(Epoch first, Address primary);

    /**
     * Writes the promoted server's schema for the connector to come. To be called after its position was adopted and before
     * it is writable; {@code nowMs} is only for people who read the topic.
     *
     * @throws ConnectFailure where Kafka does not take it
     */
    void prepare(Epoch next, StartPoint start, Connection promoted, long nowMs) throws SQLException;

    /**
     * Starts the new epoch's connector at the start point, and removes those of older epochs. To be called when the new
     * primary is writable and has written, be it a canary.
     *
     * @param goOn false once nobody wants it any more: a Connect that does not answer is not waited for then
     * @throws ConnectFailure where Connect refuses or does not answer
     */
    void handOver(Epoch next, Address primary, StartPoint start, BooleanSupplier goOn);

    /**
     * Starts an epoch's connector again where it or its task failed. Debezium gives up for good where its server does not
     * answer at the task's start, or where a MariaDB has not yet written a transaction of its own; whoever waits for its
     * first record calls this from time to time.
     *
     * @param goOn as for {@link #handOver}
     * @return whether it had failed
     */
    boolean revive(Epoch epoch, BooleanSupplier goOn);
}

package dev.understudy.router.stats;

import java.util.concurrent.atomic.LongAdder;

/** What this router has had to do with one member since its start. Thread-safe. */
public final class MemberStats {

    private final String scope;
    private final String node;
    private final LongAdder connected = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder connectNanos = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    MemberStats(String scope, String node) {
        this.scope = scope;
        this.node = node;
    }

    /** The cluster or the service. */
    public String scope() {
        return scope;
    }

    public String node() {
        return node;
    }

    /**
     * A connection stands; of a database, it has greeted.
     *
     * @param nanos how long that took
     */
    public void connected(long nanos) {
        connected.increment();
        connectNanos.add(nanos);
    }

    /** No connection came of it. */
    public void failed() {
        failed.increment();
    }

    /** Bytes that were passed on to it. */
    public void sent(int bytes) {
        sent.add(bytes);
    }

    /** Bytes that it has said. */
    public void received(int bytes) {
        received.add(bytes);
    }

    /** Connections that came to stand. */
    public long connections() {
        return connected.sum();
    }

    /** Attempts that failed. */
    public long failures() {
        return failed.sum();
    }

    /** How long all connections together took to stand, ns. */
    public long connectNanos() {
        return connectNanos.sum();
    }

    public long bytesSent() {
        return sent.sum();
    }

    public long bytesReceived() {
        return received.sum();
    }
}

package dev.understudy.router.stats;

import dev.understudy.router.access.Access;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one listener has done since the start. Thread-safe. */
public final class ListenerStats {

    private final String name;
    private final @Nullable Consumer<Access> log;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong active = new AtomicLong();
    private final AtomicLong proxyRefused = new AtomicLong();
    private final AtomicLong limitReached = new AtomicLong();
    private volatile boolean atLimit;

    /**
     * The numbers at one moment.
     *
     * @param accepted clients' connections
     * @param held those that waited for a server
     * @param broken established, and cut or lost because of the server; over HTTP, requests
     * @param refused ended without service, or answered with an error of ours; over HTTP, requests
     * @param active established now
     * @param proxyRefused load balancers' connections that were ended for want of a right PROXY header; in none of the others
     * @param limitReached how often it came to have as many connections as it may
     * @param atLimit whether it has as many now
     */
    public record Counts(
            String name,
            long accepted,
            long held,
            long broken,
            long refused,
            long active,
            long proxyRefused,
            long limitReached,
            boolean atLimit) {}

    public ListenerStats(String name) {
        this(name, null);
    }

    /**
     * @param log is told of each connection or request that has ended; null where nobody wants to know
     */
    public ListenerStats(String name, @Nullable Consumer<Access> log) {
        this.name = name;
        this.log = log;
    }

    /** Whether somebody wants to be {@linkplain #ended told} of what has ended. */
    public boolean logs() {
        return log != null;
    }

    /** A connection or a request has ended. */
    public void ended(Access access) {
        if (log != null) {
            log.accept(access);
        }
    }

    public String name() {
        return name;
    }

    public void accepted() {
        accepted.incrementAndGet();
    }

    public void held() {
        held.incrementAndGet();
    }

    public void broken() {
        broken.incrementAndGet();
    }

    public void refused() {
        refused.incrementAndGet();
    }

    public void opened() {
        active.incrementAndGet();
    }

    public void closed() {
        active.decrementAndGet();
    }

    public void proxyRefused() {
        proxyRefused.incrementAndGet();
    }

    /** It has come to its limit, or is below it again. Called by one thread. */
    public void atLimit(boolean is) {
        if (is && !atLimit) {
            limitReached.incrementAndGet();
        }
        atLimit = is;
    }

    public Counts counts() {
        return new Counts(
                name,
                accepted.get(),
                held.get(),
                broken.get(),
                refused.get(),
                active.get(),
                proxyRefused.get(),
                limitReached.get(),
                atLimit);
    }
}

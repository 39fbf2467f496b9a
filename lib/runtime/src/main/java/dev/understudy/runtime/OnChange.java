package dev.understudy.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;

/** Logs a standing condition once, when it changes: a server that is down for an hour is one line, not a thousand. */
public final class OnChange {

    private final Logger log;
    private final String subject;
    private final AtomicReference<String> last = new AtomicReference<>("");

    /**
     * @param subject what the condition is of, such as {@code the canary on orders-a}
     */
    public OnChange(Logger log, String subject) {
        this.log = log;
        this.subject = subject;
    }

    /** All is well. */
    public void well() {
        if (!last.getAndSet("").isEmpty()) {
            log.info("{}: well again", subject);
        }
    }

    /** Something stands in the way. */
    public void trouble(String what) {
        if (!last.getAndSet(what).equals(what)) {
            log.warn("{}: {}", subject, what);
        }
    }
}

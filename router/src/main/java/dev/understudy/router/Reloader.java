package dev.understudy.router;

import dev.understudy.router.reload.Reload;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Reads the configuration again when it is asked to, and has the router take it up: one time after the other. Thread-safe. */
final class Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Supplier<Configuration> file;
    private final Map<Result, AtomicLong> counts = new EnumMap<>(Result.class);
    private @Nullable Router router;

    /** How a reload went; all but the first have changed nothing. */
    enum Result {
        DONE(200),
        /** Something has changed that needs a restart. */
        REFUSED(409),
        /** The file cannot be used, or something that it names. */
        WRONG(422),
        FAILED(500);

        private final int status;

        Result(int status) {
            this.status = status;
        }

        /** Of HTTP. */
        int status() {
            return status;
        }
    }

    /**
     * @param text one line for a person
     */
    record Answer(Result result, String text) {}

    /**
     * @param file reads the configuration; throws {@link ConfigurationException} where that cannot be
     */
    Reloader(Supplier<Configuration> file) {
        this.file = file;
        for (Result result : Result.values()) {
            counts.put(result, new AtomicLong());
        }
    }

    /** Reloads when the process gets SIGHUP, by which a process would end otherwise. Where there is no such signal, nothing. */
    void onHangup() {
        try {
            Signal.handle(new Signal("HUP"), hangup -> reload());
        } catch (IllegalArgumentException e) {
            LOG.info("no reload by SIGHUP here ({}): use understudy reload", e.getMessage());
        }
    }

    /** Reloads this router from now on. */
    synchronized void serve(Router answering) {
        router = answering;
    }

    synchronized Answer reload() {
        Answer answer = attempt();
        count(answer.result()).incrementAndGet();
        if (answer.result() == Result.DONE) {
            LOG.info("{}", answer.text());
        } else {
            LOG.warn("{}", answer.text());
        }
        return answer;
    }

    private Answer attempt() {
        Router now = router;
        if (now == null) {
            return new Answer(Result.REFUSED, "not reloaded: the router is starting");
        }
        try {
            Configuration next = file.get();
            next.clusters();
            next.services();
            Reload reload = now.reload(next.required("router", RouterConfig.class), next);
            return reload instanceof Reload.Refusal
                    ? new Answer(Result.REFUSED, "not reloaded, all is as it was: " + reload.text())
                    : new Answer(Result.DONE, "reloaded: " + reload.text());
        } catch (ConfigurationException e) {
            return new Answer(Result.WRONG, "not reloaded, all is as it was: " + String.join("; ", e.problems()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Result.FAILED, "not reloaded: interrupted");
        } catch (RuntimeException e) {
            LOG.error("a reload came to grief", e);
            return new Answer(Result.FAILED, "not reloaded: " + e);
        }
    }

    private AtomicLong count(Result result) {
        return counts.getOrDefault(result, new AtomicLong());
    }

    /** Shows {@code understudy.router.reloads}. */
    void measure(MeterRegistry registry) {
        counts.forEach((result, count) -> FunctionCounter.builder("understudy.router.reloads", count, AtomicLong::get)
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry));
    }
}

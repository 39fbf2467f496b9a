package dev.understudy.router.haproxy;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.haproxy.plan.Answers;
import dev.understudy.router.haproxy.plan.Backend;
import dev.understudy.router.haproxy.plan.Command;
import dev.understudy.router.haproxy.plan.Lookup;
import dev.understudy.router.haproxy.plan.Plan;
import dev.understudy.router.haproxy.plan.Planner;
import dev.understudy.router.haproxy.plan.Shown;
import dev.understudy.router.haproxy.plan.Wanted;
import dev.understudy.runtime.OnChange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one backend of HAProxy at what the table says, on a thread of its own: at each change, and otherwise every half second,
 * because somebody may have restarted HAProxy and because doubt ends by time. It asks the table anew for each round, so that no
 * decision is carried out that has been replaced. An HAProxy that is away is told once in the log and tried again; when the router
 * ends HAProxy is left as it is.
 */
final class Driver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 500;
    private static final long RETRY_MILLIS = 200;
    /** What HAProxy was told needs a moment, above all the end of sessions. */
    private static final long SETTLE_MILLIS = 5;

    private static final int MOST_ROUNDS = 60;

    private final HaproxyConfig config;
    private final LiveTable table;
    private final LongSupplier clock;
    private final RuntimeApi haproxy;
    private final Backend backend;
    private final Planner planner;
    private final SteeringStats stats;
    private final OnChange told;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    /** What was told last, not to be told of again in the log. */
    private List<Command> logged = List.of();

    private volatile boolean closed;

    Driver(HaproxyConfig config, Steering.Sources sources, RuntimeApi haproxy, Lookup lookup) {
        this.config = config;
        this.table = sources.table();
        this.clock = sources.clock();
        this.haproxy = haproxy;
        this.backend = new Backend(config.demand(), config.naming(), sources.drained()::has);
        this.planner = new Planner(lookup);
        this.stats = new SteeringStats(config);
        this.told = new OnChange(LOG, "haproxy " + config.backend() + " at " + config.socket());
        this.thread = new Thread(this::run, "haproxy-" + config.backend());
        thread.setDaemon(true);
    }

    static Driver of(HaproxyConfig config, Steering.Sources sources) {
        return new Driver(config, sources, new RuntimeSocket(config::address, ANSWER), new NameService());
    }

    /** At most once. */
    void start() {
        table.onChange(wanted::release);
        thread.start();
    }

    SteeringStats stats() {
        return stats;
    }

    private void run() {
        try {
            while (!closed) {
                wanted.tryAcquire(round() ? LOOK_MILLIS : RETRY_MILLIS, TimeUnit.MILLISECONDS);
                wanted.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Whether HAProxy is now as it should be, as far as commands can do it. */
    private boolean round() throws InterruptedException {
        try {
            return steer();
        } catch (IOException e) {
            failed("does not answer: " + e.getMessage(), false);
        } catch (Answers.Unreadable e) {
            failed(String.valueOf(e.getMessage()), true);
        } catch (RuntimeException e) {
            // A mistake of ours must not end the steering for good.
            failed("failed: " + e, false);
        }
        return false;
    }

    private void failed(String line, boolean answered) {
        if (!closed) {
            stats.failed(line, answered);
            told.trouble(line);
        }
    }

    /** Tells it what it needs to be told, and looks whether it was done. */
    private boolean steer() throws IOException, Answers.Unreadable, InterruptedException {
        List<Command> before = List.of();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Shown shown = look();
            Optional<Wanted> wish = backend.wanted(table.get(), shown, clock.getAsLong());
            if (wish.isEmpty()) {
                settled("left alone: no route of " + config.cluster() + " is known yet", List.of());
                return true;
            }
            Plan plan = planner.next(wish.get(), shown, config.hold());
            if (plan.commands().isEmpty()) {
                settled(wish.get().says(), plan.troubles());
                return true;
            }
            if (plan.commands().equals(before)) {
                Thread.sleep(SETTLE_MILLIS);
            }
            before = plan.commands();
            tell(before);
        }
        failed("does not do as told: " + before.get(0).text(config.backend()), true);
        return false;
    }

    private Shown look() throws IOException, Answers.Unreadable {
        String name = config.backend();
        return Answers.shown(name, haproxy.ask(Answers.askState(name)), haproxy.ask(Answers.askFigures(name)));
    }

    private void tell(List<Command> commands) throws IOException {
        for (Command command : commands) {
            String text = command.text(config.backend());
            String said = Answers.brief(haproxy.ask(text));
            stats.commanded();
            if (!commands.equals(logged)) {
                LOG.info("haproxy: {}{}", text, said.isEmpty() ? "" : ": " + said);
            }
        }
        logged = commands;
    }

    private void settled(String line, List<String> troubles) {
        logged = List.of();
        if (troubles.isEmpty()) {
            stats.answered(line);
            told.well();
        } else {
            String all = String.join("; ", troubles);
            stats.answered(line + "; " + all);
            told.trouble(all);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

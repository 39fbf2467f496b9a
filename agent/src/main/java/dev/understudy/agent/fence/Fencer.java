package dev.understudy.agent.fence;

import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.process.ProcessFollower;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.Sessions;
import dev.understudy.events.Command;
import dev.understudy.events.FenceReport;
import dev.understudy.events.FenceReport.Outcome;
import dev.understudy.events.Route;
import dev.understudy.events.ServerProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out fencing commands. The proof that a process has ended comes from {@link ProcessFollower}, never from the kill
 * itself. Thread-safe.
 */
public final class Fencer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fencer.class);

    /**
     * How it may act.
     *
     * @param allowed whether at all
     * @param deadline for making the server read-only, before it is killed
     */
    public record Permission(boolean allowed, Duration deadline) {}

    /**
     * What its decisions rest on.
     *
     * @param process the server's process
     * @param reigns the epochs known
     * @param memory where a fence is noted before it acts
     */
    public record Ground(ProcessFollower process, Reigns reigns, Memory memory) {}

    private final ProcessFollower process;
    private final Reigns reigns;
    private final Memory memory;
    private final Permission permission;
    private final ReadOnlyFence readOnly;
    private final Killer killer;
    private final Runnable onReport;
    private final FenceLog log = new FenceLog();
    private final ExecutorService work;

    Fencer(Ground ground, Permission permission, ReadOnlyFence readOnly, Killer killer, Runnable onReport) {
        this.process = ground.process();
        this.reigns = ground.reigns();
        this.memory = ground.memory();
        this.permission = permission;
        this.readOnly = readOnly;
        this.killer = killer;
        this.onReport = onReport;
        this.work = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fence");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param sessions on the own server, under the fence's account
     * @param sparedUsers Understudy's own accounts, whose sessions a read-only fence leaves alone
     * @param onReport called when there is something new to report
     */
    public static Fencer start(
            Ground ground, Permission permission, Sessions sessions, Set<String> sparedUsers, Runnable onReport) {
        return new Fencer(
                ground, permission, new ReadOnlyFence(sessions, sparedUsers), Killer.operatingSystem(), onReport);
    }

    /**
     * Takes a command that is for this node.
     *
     * @param arrivedNanos when it arrived, {@code System.nanoTime()}
     * @param recordAgeMillis the age of its record
     */
    public void take(Command command, long arrivedNanos, long recordAgeMillis) {
        long now = System.nanoTime();
        if (!log.isNew(command, now)) {
            onReport.run();
            return;
        }
        FenceDecision decision = FenceRules.decide(
                command,
                new Situation(
                        reigns.get().highest(),
                        process.current(),
                        permission.allowed(),
                        TimeUnit.NANOSECONDS.toMillis(now - arrivedNanos),
                        recordAgeMillis));
        LOG.warn("{} of {} for {}: {}", command.kind(), command.incident(), command.bootId(), decision);
        if (decision instanceof FenceDecision.Refuse refusal) {
            answer(command, Outcome.REFUSED, null, refusal.reason());
            return;
        }
        // Known before it is done: a canary or a role check in between must see it.
        memory.fenced(command.epoch());
        reigns.seen(command.epoch());
        if (decision instanceof FenceDecision.Proven proven) {
            answer(command, Outcome.PROCESS_ENDED, null, proven.detail());
        } else if (decision instanceof FenceDecision.Kill kill) {
            log.began(command);
            kill(command, kill.pid());
        } else if (decision instanceof FenceDecision.MakeReadOnly gentle) {
            log.began(command);
            work.execute(() -> makeReadOnly(command, gentle.pid()));
        }
    }

    private void kill(Command command, long pid) {
        ServerProcess target = process.current();
        if (target == null || target.pid() != pid || !target.bootId().equals(command.bootId())) {
            answer(command, Outcome.REFUSED, null, "the server is another one by now");
            return;
        }
        // Asked right before the signal: the id may belong to another process by now.
        Optional<String> failure = process.isThere(target) ? killer.kill(pid) : Optional.empty();
        if (failure.isPresent()) {
            answer(command, Outcome.REFUSED, null, failure.get());
        } else {
            LOG.warn("sent SIGKILL to process {}", pid);
            processChanged(process.current());
        }
    }

    private void makeReadOnly(Command command, long pid) {
        Future<String> closing = work.submit(() -> readOnly.close(permission.deadline()));
        try {
            String finalSet = closing.get(permission.deadline().toMillis(), TimeUnit.MILLISECONDS);
            answer(command, Outcome.READ_ONLY, finalSet, "read-only, all client sessions ended, final set read after");
        } catch (TimeoutException e) {
            LOG.warn(
                    "making the server read-only took longer than {} ms",
                    permission.deadline().toMillis());
            closing.cancel(true);
            kill(command, pid);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof SQLException sql ? sql : e;
            LOG.warn("the server could not be made read-only: {}", cause.getMessage());
            kill(command, pid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Command command, Outcome outcome, @Nullable String finalSet, String detail) {
        log.answer(command, outcome, finalSet, detail, System.nanoTime());
        LOG.warn("{} {}: {}, {}", command.kind(), command.id(), outcome, detail);
        onReport.run();
    }

    /** To be called at each change of the server's process. */
    public void processChanged(@Nullable ServerProcess now) {
        if (now == null) {
            return;
        }
        FenceReport proof = log.proof();
        if (proof != null && !proof.bootId().equals(now.bootId())) {
            log.forget();
        }
        if (now.state() == ServerProcess.State.ENDED && log.ended(now.bootId(), System.nanoTime()) > 0) {
            onReport.run();
        }
    }

    /** To be called at each change of the route: a node that reigns again is no longer fenced. */
    public void reignChanged(String node) {
        Route route = reigns.get().route();
        FenceReport proof = log.proof();
        if (proof != null
                && proof.outcome() == Outcome.READ_ONLY
                && route != null
                && node.equals(route.writer())
                && proof.epoch().isOlderThan(route.epoch())) {
            log.forget();
        }
    }

    /** What the self-report carries now; null where there is nothing to tell. */
    public @Nullable FenceReport report() {
        return log.current(System.nanoTime());
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}

package dev.understudy.recovery.verify;

import dev.understudy.runtime.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares each standby with its primary again and again, one at a time, on a thread of its own; and says of each how it stands, to
 * whoever asks, on any thread.
 */
public final class BackgroundVerify implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundVerify.class);

    /** A service that has just started has other things to do. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Supplier<List<Subject>> subjects;
    private final VerifyConfig config;
    private final Set<String> ownAccounts;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<String, Verified> standing = new ConcurrentHashMap<>();
    private final Map<String, Long> due = new HashMap<>();
    private final Set<String> soon = ConcurrentHashMap.newKeySet();
    private final Background background;

    /**
     * @param subjects what there is to compare at the moment: none while a plan is under way
     * @param ownAccounts see {@link VerifyOptions}
     */
    public BackgroundVerify(
            Supplier<List<Subject>> subjects,
            VerifyConfig config,
            Set<String> ownAccounts,
            MeterRegistry metrics,
            Clock clock) {
        this.subjects = subjects;
        this.config = config;
        this.ownAccounts = Set.copyOf(ownAccounts);
        this.metrics = metrics;
        this.clock = clock;
        this.background = new Background("verify", LOOK, this::round);
    }

    public BackgroundVerify start() {
        if (config.interval().isPresent()) {
            background.start();
        }
        return this;
    }

    /** How a node stands; empty where it was no standby yet. */
    public Optional<Verified> of(String node) {
        return Optional.ofNullable(standing.get(node));
    }

    /** Asks for a comparison of a standby as soon as there is one to be made. */
    public void soon(String node) {
        soon.add(node);
    }

    @Override
    public void close() {
        background.close();
    }

    private void round() throws InterruptedException {
        Duration every = config.interval().orElseThrow();
        Duration first = every.compareTo(FIRST) < 0 ? every : FIRST;
        Duration again = every.compareTo(AGAIN) < 0 ? every : AGAIN;
        for (Subject subject : subjects.get()) {
            String pair = pair(subject);
            enter(subject);
            long now = clock.millis();
            if (soon.remove(subject.standby().node())) {
                due.put(pair, now);
            }
            if (now >= due.computeIfAbsent(pair, any -> now + first.toMillis())) {
                boolean ended = compare(subject);
                due.put(pair, clock.millis() + (ended ? every : again).toMillis());
            }
        }
    }

    /** A new primary: what was found by comparing with the old one says nothing of it. */
    private void enter(Subject subject) {
        String node = subject.standby().node();
        String primary = subject.primary().node();
        if (!standing.containsKey(node)) {
            Gauge.builder("understudy.verify.age", () -> ageSeconds(node))
                    .tag("node", node)
                    .description("Seconds since the last comparison that found the standby identical ended")
                    .register(metrics);
            Gauge.builder(
                            "understudy.verify.differences",
                            () -> of(node).map(Verified::differences).orElse(0L))
                    .tag("node", node)
                    .description("Differences that the last comparison found")
                    .register(metrics);
        }
        standing.compute(
                node, (any, known) -> known != null && known.primary().equals(primary) ? known : Verified.not(primary));
    }

    private double ageSeconds(String node) {
        return of(node).flatMap(known -> known.age(clock.instant()))
                .map(age -> age.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    /**
     * @return false where it is to be tried again soon
     */
    private boolean compare(Subject subject) throws InterruptedException {
        String node = subject.standby().node();
        VerifyOptions options = new VerifyOptions(Set.of(), config.pace(), VerifyOptions.PATIENCE, ownAccounts);
        try {
            Report report = new Verification(subject, options, clock).run(progress -> {}, () -> stands(subject));
            standing.computeIfPresent(node, (any, known) -> known.after(report));
            tell(report);
            return report.verdict() != Report.Verdict.UNDECIDED;
        } catch (SQLException | RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            standing.computeIfPresent(node, (any, known) -> known.failed(why));
            LOG.info("{} was not compared with {}: {}", node, subject.primary().node(), why);
            return false;
        }
    }

    private static void tell(Report report) {
        if (report.verdict() == Report.Verdict.DIFFERENT) {
            LOG.error(
                    "{} is not what {} is: {} differences, among them {}",
                    report.standby(),
                    report.primary(),
                    report.differenceCount(),
                    report.differences().stream().limit(5).toList());
        } else {
            LOG.info(
                    "{} compared with {}: {}, {} rows, up to {}",
                    report.standby(),
                    report.primary(),
                    report.verdict(),
                    report.rows(),
                    report.verifiedUpTo());
        }
    }

    /** Whether the two are still what they were. */
    private boolean stands(Subject subject) {
        return !background.isClosed()
                && subjects.get().stream().anyMatch(each -> pair(each).equals(pair(subject)));
    }

    private static String pair(Subject subject) {
        return subject.primary().node() + " " + subject.standby().node();
    }
}

package dev.understudy.recovery.preflight;

import dev.understudy.recovery.preflight.facts.Cluster;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.rules.Finding;
import dev.understudy.recovery.preflight.rules.Judgement;
import dev.understudy.recovery.preflight.rules.Severity;
import dev.understudy.runtime.Background;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a cluster again and again, on a thread of its own, and says what stands against a fail-over, to whoever asks, on any
 * thread: at the start, whenever roles have changed, soon again while something is fatal or does not answer, and from time to time.
 */
public final class BackgroundPreflight implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundPreflight.class);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Looking looking;
    private final Supplier<Optional<Roles>> roles;
    private final PreflightConfig config;
    private final Clock clock;
    private final Background background;
    private Set<String> told = Set.of();
    private @Nullable Roles last;
    private long due;
    private volatile Known known;

    /**
     * Who is what.
     *
     * @param writer the node that writes
     * @param followed the standbys that are followed into
     */
    public record Roles(String writer, Set<String> followed) {}

    /** Asks all that there is. */
    @FunctionalInterface
    public interface Looking {
        Facts look(Optional<String> writer) throws InterruptedException;
    }

    /**
     * @param roles who is what at the moment; empty while a plan is under way: what is seen then says nothing
     * @param recorded what the audit trail has of an earlier owner's pre-flight
     */
    public BackgroundPreflight(
            Cluster cluster,
            Looking looking,
            Supplier<Optional<Roles>> roles,
            PreflightConfig config,
            Map<String, Object> recorded,
            MeterRegistry metrics,
            Clock clock) {
        this.looking = looking;
        this.roles = roles;
        this.config = config;
        this.clock = clock;
        Remembered before = Remembered.of(recorded);
        this.known = Known.nothing(Facts.nothing(cluster, before.primary()), before, config.accepted());
        this.background = new Background("preflight", LOOK, this::round);
        Gauge.builder(
                        "understudy.preflight.fatal",
                        () -> known.judgement().fatal().size())
                .description("Fatal hazards that stand against a fail-over")
                .register(metrics);
    }

    public BackgroundPreflight start() {
        if (config.interval().isPresent()) {
            background.start();
        }
        return this;
    }

    /** What stands against the promotion of a standby; empty for nothing, or where nobody is to look. */
    public Optional<Objection> against(String standby, String writer) {
        return config.interval().isEmpty() ? Optional.empty() : known.against(standby, writer, clock.instant());
    }

    /** Whether nothing is to be recorded: nothing was seen yet, or it is what the audit trail has. */
    public boolean isRecorded(Map<String, Object> recorded) {
        return known.readAt().isEmpty() || details().equals(recorded);
    }

    /** What the audit trail is to know. */
    public Map<String, Object> details() {
        Known now = known;
        return new Remembered(now.facts().primary(), now.seen(), now.judgement().fatal(), now.againstWaiting())
                .details();
    }

    /** The first fatal finding in words; empty for none. */
    public String fatal() {
        return known.judgement().fatal().stream().findFirst().map(Finding::line).orElse("");
    }

    /** For a person who asks over HTTP. */
    public Map<String, Object> shown() {
        Known now = known;
        Judgement judgement = now.judgement();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("fatal", judgement.fatal().stream().map(Finding::line).toList());
        shown.put(
                "warnings",
                judgement.findings().stream()
                        .filter(finding -> finding.severity() == Severity.WARNING)
                        .map(Finding::line)
                        .toList());
        shown.put("unknown", judgement.unknown());
        Map<String, Long> ages = new LinkedHashMap<>();
        now.readAt()
                .forEach((part, at) ->
                        ages.put(part, Duration.between(at, clock.instant()).toSeconds()));
        shown.put("readAgoSeconds", ages);
        return shown;
    }

    @Override
    public void close() {
        background.close();
    }

    private void round() throws InterruptedException {
        Optional<Roles> now = roles.get();
        if (now.isPresent() && (!now.get().equals(last) || clock.millis() >= due)) {
            last = now.get();
            due = clock.millis() + look(now.get()).toMillis();
        }
    }

    /**
     * @return after which time to look again
     */
    private Duration look(Roles at) throws InterruptedException {
        try {
            Facts seen = looking.look(Optional.of(at.writer()));
            if (roles.get().filter(now -> now.writer().equals(at.writer())).isEmpty()) {
                // A plan began meanwhile: what was seen may be its doing.
                return Duration.ZERO;
            }
            known = known.and(seen, clock.instant());
            tell(known.judgement(), at.writer());
            return seen.unread().isEmpty() && told.isEmpty() ? config.interval().orElse(SOON) : SOON;
        } catch (RuntimeException e) {
            LOG.warn("the pre-flight failed: {}; trying again", String.valueOf(e.getMessage()));
            LOG.debug("cause", e);
            return SOON;
        }
    }

    /** Each once when it comes, and once when it goes. */
    private void tell(Judgement judgement, String writer) {
        Set<String> lines = new LinkedHashSet<>();
        tell(lines, judgement.fatal(), "no fail-over while this stands");
        tell(lines, judgement.againstWaiting(writer), "the journal's seal is no fence while this stands");
        told.stream().filter(line -> !lines.contains(line)).forEach(line -> LOG.info("stands no more: {}", line));
        told = lines;
    }

    private void tell(Set<String> lines, List<Finding> findings, String consequence) {
        for (Finding finding : findings) {
            if (lines.add(finding.line()) && !told.contains(finding.line())) {
                LOG.error("{}: {}; {}", consequence, finding.line(), finding.remedy());
            }
        }
    }
}

package dev.understudy.cli.explain;

import dev.understudy.events.Epoch;
import dev.understudy.events.Evidence;
import dev.understudy.events.FaultKind.Consequence;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation for a person. Pure. */
final class ExplanationText {

    private final Explanation explained;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explained, ZoneId zone) {
        this.explained = explained;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
        this.day = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT)
                .withZone(zone);
    }

    static String of(Explanation explained, ZoneId zone) {
        return new ExplanationText(explained, zone).write();
    }

    private String write() {
        head();
        if (!explained.verdicts().isEmpty()) {
            line("%nWhat was said of it");
            explained.verdicts().forEach(this::verdict);
        }
        line("%nWhat recovery did about it");
        if (explained.steps().isEmpty() && explained.routes().isEmpty()) {
            line("  nothing%s", why());
        }
        steps();
        if (explained.isCertified()) {
            line("%nunderstudy certificate %s tells what was kept", explained.incident());
        }
        return text.toString();
    }

    private void head() {
        Explanation.Subject of = explained.subject();
        line("%s", explained.incident());
        line("%s since %s", lower(explained.outcome().name()), day.format(Instant.ofEpochMilli(explained.begunAt())));
        if (of == null) {
            line("no detector raised it");
            return;
        }
        String reign = of.epoch() == Epoch.NONE.number() ? "" : ", epoch " + of.epoch();
        String start = of.bootId() == null ? "" : ", the server's start " + of.bootId();
        line(
                "%s of %s in %s%s%s; confirmed, it leads to: %s",
                lower(of.kind()), of.node(), of.scope(), reign, start, consequence(of));
    }

    private static String consequence(Explanation.Subject of) {
        return of.consequence().equals(Consequence.NONE.name()) ? "nothing" : lower(of.consequence());
    }

    private void verdict(Explanation.Said said) {
        String again = said.times() == 1
                ? ""
                : ", " + said.times() + " times until " + time.format(Instant.ofEpochMilli(said.lastAt()));
        line(
                "  %s  %s by %s%s%s",
                at(said.at()),
                lower(said.phase().name()),
                said.detector(),
                said.shadow() ? ", for information only" : "",
                again);
        line("      %s", said.reason());
        said.evidence().forEach(this::evidence);
    }

    private void evidence(Evidence evidence) {
        String host = evidence.host().isEmpty() ? "" : " on " + evidence.host();
        String value = evidence.value().isEmpty() ? "" : " [" + evidence.value() + "]";
        line("      - %s: %s%s", evidence.path() + " of " + evidence.observer() + host, evidence.what(), value);
        line(
                "        %s at %s%s",
                evidence.positive() ? "seen" : "missed",
                time.format(Instant.ofEpochMilli(evidence.at())),
                evidence.threshold().isEmpty() ? "" : "; compared with: " + evidence.threshold());
    }

    private String why() {
        Explanation.Subject of = explained.subject();
        return of != null && of.consequence().equals(Consequence.NONE.name())
                ? ": a fault of this kind is told, and never acted upon"
                : "";
    }

    /** Steps and routes in one order of time; both lists have theirs already. */
    private void steps() {
        int route = 0;
        for (RecoveryStep step : explained.steps()) {
            while (route < explained.routes().size()
                    && explained.routes().get(route).at() < step.at()) {
                route(explained.routes().get(route++));
            }
            line(
                    "  %s  %s of epoch %s: %s %s%s",
                    at(step.at()),
                    lower(step.plan().name()),
                    step.epoch(),
                    step.step(),
                    lower(step.state().name()),
                    step.reason().isEmpty() ? "" : ": " + step.reason());
        }
        while (route < explained.routes().size()) {
            route(explained.routes().get(route++));
        }
    }

    private void route(Route route) {
        line(
                "  %s  route of epoch %s: %s, writer %s%s",
                at(route.at()),
                route.epoch(),
                lower(route.state().name()),
                route.writer() == null ? "none" : route.writer(),
                route.reason().isEmpty() ? "" : ": " + route.reason());
    }

    private String at(long millis) {
        return String.format(
                Locale.ROOT, "%s  %+7d ms", time.format(Instant.ofEpochMilli(millis)), millis - explained.begunAt());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void line(String format, @Nullable Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}

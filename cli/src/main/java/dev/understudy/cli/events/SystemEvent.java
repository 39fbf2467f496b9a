package dev.understudy.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Fault;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.UnderstudyRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A verdict, a recovery step, a route or a maintenance.
 *
 * @param record what was read
 * @param at its writer's clock, ms
 */
public record SystemEvent(UnderstudyRecord record, long at) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** One line for a person. */
    public String line() {
        return TIME.format(Instant.ofEpochMilli(at)) + "  " + text();
    }

    public String json() {
        if (record instanceof Fault fault) {
            return new String(RecordCodec.FAULTS.encode(fault), UTF_8);
        }
        if (record instanceof RecoveryStep step) {
            return new String(RecordCodec.RECOVERIES.encode(step), UTF_8);
        }
        if (record instanceof Maintenance maintenance) {
            return new String(RecordCodec.MAINTENANCE.encode(maintenance), UTF_8);
        }
        return new String(RecordCodec.ROUTES.encode((Route) record), UTF_8);
    }

    private String text() {
        if (record instanceof Fault fault) {
            return String.format(
                    Locale.ROOT,
                    "%-8s %-10s %s %s: %s%s",
                    "fault",
                    lower(fault.phase()),
                    fault.node(),
                    lower(fault.kind()),
                    fault.reason(),
                    fault.shadow() ? " (shadow)" : "");
        }
        if (record instanceof RecoveryStep step) {
            return String.format(
                    Locale.ROOT,
                    "%-8s %-10s %s epoch %s: %s %s",
                    "recovery",
                    lower(step.state()),
                    lower(step.plan()),
                    step.epoch(),
                    step.step(),
                    step.reason());
        }
        if (record instanceof Maintenance word) {
            boolean begins = word.isInForce(word.at());
            return String.format(
                            Locale.ROOT,
                            "%-8s %-10s %s of %s%s: %s %s",
                            "person",
                            begins ? "works on" : "is done",
                            word.node(),
                            word.scope(),
                            begins ? " until " + TIME.format(Instant.ofEpochMilli(word.until())) : "",
                            word.by(),
                            word.reason())
                    .stripTrailing();
        }
        Route route = (Route) record;
        return String.format(
                Locale.ROOT,
                "%-8s %-10s %s epoch %s: writer %s, readers %s %s",
                "route",
                lower(route.state()),
                route.cluster(),
                route.epoch(),
                route.writer() == null ? "none" : route.writer(),
                String.join(", ", route.readers()),
                route.reason());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

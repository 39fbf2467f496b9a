package dev.understudy.cli.explain;

import dev.understudy.cli.events.SystemEvent;
import dev.understudy.events.Evidence;
import dev.understudy.events.Fault;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.UnderstudyRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the topics say of one incident: a fault's, or a person's order. Folded from records in any order.
 *
 * @param incident its name
 * @param subject what it is an incident of; null where no detector raised it
 * @param outcome how it stands
 * @param verdicts what detectors said, the oldest first; what one only repeats is counted
 * @param steps what recovery did about it
 * @param routes the routes that came of it
 */
public record Explanation(
        String incident,
        @Nullable Subject subject,
        Outcome outcome,
        List<Said> verdicts,
        List<RecoveryStep> steps,
        List<Route> routes) {

    /** How an incident stands. */
    public enum Outcome {
        /** Some detector has raised it, and not cleared it; or a plan for it is not over. */
        OPEN,
        /** Every detector that raised it has cleared it, and no plan for it is open. */
        CLEARED,
        /** Recovery's plan for it is over. */
        ENDED,
        /** Recovery refused, and no plan was begun. */
        REFUSED,
        /** Verdicts for information only. */
        SHADOW
    }

    /**
     * What a fault is of.
     *
     * @param kind what is wrong
     * @param consequence what a confirmed one leads to
     * @param epoch the cluster's epoch when it was judged; 0 for a service
     */
    public record Subject(
            String kind,
            String consequence,
            String scope,
            String node,
            long epoch,
            @Nullable String bootId) {}

    /**
     * One verdict.
     *
     * @param at detector's clock, ms
     * @param times how often the detector said it without a break
     * @param lastAt when it said so last
     */
    public record Said(
            Fault.Phase phase,
            long at,
            String detector,
            boolean shadow,
            String reason,
            List<Evidence> evidence,
            int times,
            long lastAt) {

        static Said of(Fault fault) {
            return new Said(
                    fault.phase(),
                    fault.at(),
                    fault.detector(),
                    fault.shadow(),
                    fault.reason(),
                    fault.evidence(),
                    1,
                    fault.at());
        }

        boolean repeats(Fault fault) {
            return phase == fault.phase() && detector.equals(fault.detector()) && shadow == fault.shadow();
        }

        Said again(Fault fault) {
            return new Said(phase, at, detector, shadow, reason, evidence, times + 1, fault.at());
        }
    }

    public Explanation {
        verdicts = List.copyOf(verdicts);
        steps = List.copyOf(steps);
        routes = List.copyOf(routes);
    }

    /** Folds; empty where nothing is known of the incident. */
    public static Optional<Explanation> of(String incident, List<SystemEvent> events) {
        List<SystemEvent> known = events.stream()
                .filter(event -> incident.equals(incidentOf(event.record())))
                .sorted(Comparator.comparingLong(SystemEvent::at))
                .toList();
        List<Fault> faults = only(known, Fault.class);
        List<RecoveryStep> steps = only(known, RecoveryStep.class);
        List<Route> routes = only(known, Route.class);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Subject subject = faults.isEmpty() ? null : subject(faults.get(0));
        return Optional.of(new Explanation(incident, subject, outcome(faults, steps), said(faults), steps, routes));
    }

    /** The incident that was last spoken of, by a verdict or a step; empty where none was. */
    public static Optional<String> newest(List<SystemEvent> events) {
        return events.stream()
                .filter(event -> !incidentOf(event.record()).isEmpty() && !(event.record() instanceof Route))
                .max(Comparator.comparingLong(SystemEvent::at))
                .map(event -> incidentOf(event.record()));
    }

    /** When it was first spoken of, ms. */
    long begunAt() {
        long first = Long.MAX_VALUE;
        for (Said said : verdicts) {
            first = Math.min(first, said.at());
        }
        for (RecoveryStep step : steps) {
            first = Math.min(first, step.at());
        }
        for (Route route : routes) {
            first = Math.min(first, route.at());
        }
        return first;
    }

    /** Whether its end has a certificate. */
    boolean isCertified() {
        return steps.stream()
                .anyMatch(step -> step.state() == RecoveryStep.State.ENDED
                        && step.details().containsKey("promoted"));
    }

    private static String incidentOf(UnderstudyRecord record) {
        if (record instanceof Fault fault) {
            return fault.incident();
        }
        if (record instanceof RecoveryStep step) {
            return step.incident();
        }
        return record instanceof Route route ? route.incident() : "";
    }

    private static <T> List<T> only(List<SystemEvent> events, Class<T> type) {
        return events.stream()
                .map(SystemEvent::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Subject subject(Fault fault) {
        return new Subject(
                fault.kind().name(),
                fault.kind().consequence().name(),
                fault.scope(),
                fault.node(),
                fault.epoch().number(),
                fault.bootId());
    }

    private static List<Said> said(List<Fault> faults) {
        List<Said> said = new ArrayList<>();
        for (Fault fault : faults) {
            int last = lastOf(said, fault.detector());
            if (last >= 0 && said.get(last).repeats(fault)) {
                said.set(last, said.get(last).again(fault));
            } else {
                said.add(Said.of(fault));
            }
        }
        return said;
    }

    private static int lastOf(List<Said> said, String detector) {
        for (int i = said.size() - 1; i >= 0; i--) {
            if (said.get(i).detector().equals(detector)) {
                return i;
            }
        }
        return -1;
    }

    private static Outcome outcome(List<Fault> faults, List<RecoveryStep> steps) {
        if (!steps.isEmpty()) {
            RecoveryStep.State last = steps.get(steps.size() - 1).state();
            boolean begun = steps.stream().anyMatch(step -> step.state() == RecoveryStep.State.DONE);
            if (last == RecoveryStep.State.ENDED) {
                return Outcome.ENDED;
            }
            if (begun || last != RecoveryStep.State.REFUSED) {
                return Outcome.OPEN;
            }
        }
        Set<String> open = new HashSet<>();
        for (Fault fault : faults) {
            if (fault.phase() == Fault.Phase.CLEARED) {
                open.remove(fault.detector());
            } else if (!fault.shadow()) {
                open.add(fault.detector());
            }
        }
        if (!open.isEmpty()) {
            return steps.isEmpty() ? Outcome.OPEN : Outcome.REFUSED;
        }
        boolean shadow = !faults.isEmpty() && faults.stream().allMatch(Fault::shadow);
        return faults.isEmpty() ? Outcome.REFUSED : shadow ? Outcome.SHADOW : Outcome.CLEARED;
    }
}

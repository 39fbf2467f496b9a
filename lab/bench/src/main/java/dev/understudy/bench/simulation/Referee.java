package dev.understudy.bench.simulation;

import dev.understudy.bench.simulation.Violation.Promise;
import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows what is so, and looks at every verdict. Not thread-safe. */
final class Referee {

    /** What ended not longer ago may still be told of: it is on its way. */
    private static final long ON_ITS_WAY = 1_000;
    /** A hang is one that lasted: what is shorter must not be confirmed. */
    private static final long HANG = 500;

    private static final long STALL = 3_000;
    private static final long SILENT = 4_000;
    private static final long ALONE = 90_000;
    /** What ended so shortly before may still be felt, such as a detector's new start. */
    private static final long RECENT = 5_000;

    private static final long REMEMBERED = 120_000;

    private record Disturbance(String what, long from, long until) {}

    private final Cluster cluster;
    private final Score score = new Score();
    private final Promises promises = new Promises();
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private final Deque<Disturbance> disturbances = new ArrayDeque<>();
    private final long[] isolatedSince = new long[Cluster.NODES];
    private final long[] isolatedUntil = new long[Cluster.NODES];
    private final Map<String, Long> mistakes = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private int day;

    Referee(Cluster cluster) {
        this.cluster = cluster;
        Arrays.fill(isolatedSince, Trouble.OPEN);
        Arrays.fill(isolatedUntil, -REMEMBERED);
    }

    void day(int number) {
        day = number;
    }

    Score score() {
        return score;
    }

    void began(Trouble trouble) {
        troubles.addLast(trouble);
        trouble.alreadyTold = dead.contains(cluster.server(trouble.node).name);
        endMistakes(cluster.server(trouble.node).name, trouble.from);
    }

    void ended(Trouble trouble) {
        long now = cluster.agenda.now();
        trouble.until = now;
        score.fault(trouble, during(trouble.from - RECENT, now));
        while (!troubles.isEmpty() && troubles.getFirst().until < now - REMEMBERED) {
            troubles.removeFirst();
        }
    }

    /** A server is ended by recovery; false where nothing was wrong with it but that nobody reached it. */
    boolean fenced(int node) {
        Optional<Trouble> over = open(node);
        over.ifPresent(trouble -> {
            trouble.fencedAt = cluster.agenda.now();
            // That it stalled as well is no longer to be told.
            trouble.alreadyTold |= trouble.kind == Trouble.Kind.STALL;
        });
        return over.isPresent();
    }

    void disturbed(String what, long until) {
        long now = cluster.agenda.now();
        disturbances.addLast(new Disturbance(what, now, until));
        while (disturbances.getFirst().until() < now - REMEMBERED) {
            disturbances.removeFirst();
        }
    }

    /** Some machines reach each other no more, or again. */
    void linksChanged() {
        long now = cluster.agenda.now();
        for (int node = 0; node < Cluster.NODES; node++) {
            boolean isolated = cluster.isolated(node);
            if (isolated && isolatedSince[node] == Trouble.OPEN) {
                isolatedSince[node] = now;
            } else if (!isolated && isolatedSince[node] != Trouble.OPEN) {
                isolatedUntil[node] = now;
                isolatedSince[node] = Trouble.OPEN;
            }
        }
    }

    void judge(Fault fault, long now) {
        score.verdict();
        promises.check(fault, cluster.reign, cluster.oneHost, now, (promise, what) -> broken(promise, what, fault));
        int node = fault.node().charAt(fault.node().length() - 1) - 'a';
        switch (fault.phase()) {
            case SUSPECTED -> suspected(fault, node, now);
            case CONFIRMED -> confirmed(fault, node, now);
            case CLEARED -> cleared(fault, node, now);
        }
    }

    private void suspected(Fault fault, int node, long now) {
        boolean ofWriter = fault.kind() == FaultKind.PRIMARY_DOWN || fault.kind() == FaultKind.PRIMARY_HUNG;
        if (ofWriter && !fails(node, now, 0)) {
            mistakes.put(fault.incident(), now);
        }
    }

    private void confirmed(Fault fault, int node, long now) {
        if (!right(fault, node, now)) {
            score.wrong();
            broken(Promise.NO_WRONG_VERDICT, "it is not so", fault);
            return;
        }
        boolean death = isDeath(fault.kind());
        if (death) {
            dead.add(fault.node());
        }
        troubles.stream()
                .filter(one -> one.node == node && one.until == Trouble.OPEN && one.toldAt < 0)
                .filter(one -> death == (one.kind != Trouble.Kind.STALL))
                .filter(one -> death || fault.kind() == FaultKind.PRIMARY_STALLED)
                .forEach(one -> one.toldAt = now);
    }

    private void cleared(Fault fault, int node, long now) {
        if (isDeath(fault.kind())) {
            dead.remove(fault.node());
        }
        Long since = mistakes.remove(fault.incident());
        if (since != null) {
            score.mistake(now - since);
        }
        boolean lasts = isDeath(fault.kind())
                && !fault.reason().contains("superseded")
                && !fault.reason().contains("instead")
                && open(node)
                        .filter(one -> one.failed(now, 0, 0) && now - one.from > ON_ITS_WAY)
                        .isPresent();
        if (lasts) {
            broken(Promise.CLEARED_WHEN_STABLE, "it lasts", fault);
        }
    }

    private Optional<Trouble> open(int node) {
        return troubles.stream()
                .filter(one -> one.node == node && one.until == Trouble.OPEN)
                .findFirst();
    }

    private static boolean isDeath(FaultKind kind) {
        return kind == FaultKind.PRIMARY_DOWN || kind == FaultKind.PRIMARY_HUNG || kind == FaultKind.STANDBY_DOWN;
    }

    private boolean right(Fault fault, int node, long now) {
        return switch (fault.kind()) {
            case PRIMARY_DOWN -> fails(node, now, 0);
            case PRIMARY_HUNG -> fails(node, now, HANG);
            case STANDBY_DOWN -> fails(node, now, 0);
            case PRIMARY_STALLED ->
                troubles.stream().anyMatch(one -> one.node == node && one.wasSo(now, STALL, ON_ITS_WAY));
            case AGENT_SILENT -> silent(fault.node(), node, now);
            case SINGLE_POINT_OF_FAILURE ->
                cluster.oneHost || !during(now - ALONE, now).isEmpty() || !troubles.isEmpty();
            default -> false;
        };
    }

    /** Ended or unreachable for everybody, for so long at least. */
    private boolean fails(int node, long now, long atLeast) {
        boolean trouble = troubles.stream().anyMatch(one -> one.node == node && one.failed(now, atLeast, ON_ITS_WAY));
        boolean isolated = isolatedSince[node] != Trouble.OPEN
                ? now - isolatedSince[node] >= atLeast
                : now - isolatedUntil[node] <= ON_ITS_WAY;
        return trouble || isolated;
    }

    /** Its own reports did not get through, and that is not the messenger's doing alone. */
    private boolean silent(String name, int node, long now) {
        boolean hindered =
                !during(now - 2 * SILENT, now).isEmpty() || open(node).isPresent();
        return now - cluster.messenger.selfReportAt(name) >= SILENT && hindered;
    }

    private void endMistakes(String node, long now) {
        mistakes.entrySet().removeIf(mistake -> {
            boolean same = mistake.getKey().contains("/" + node + "/");
            if (same) {
                score.mistake(now - mistake.getValue());
            }
            return same;
        });
    }

    private void broken(Promise promise, String what, Fault fault) {
        long now = cluster.agenda.now();
        score.broken(new Violation(
                day,
                now,
                promise,
                what + ": " + fault.phase() + " " + fault.incident() + ": " + fault.reason() + "; heard "
                        + ages(fault, now) + " ms ago; troubles: " + lately(fault.node(), now) + "; besides: "
                        + during(now - 10_000, now)));
    }

    private static String ages(Fault fault, long now) {
        return fault.evidence().stream()
                .map(one -> String.valueOf(Cluster.EPOCH_START + now - one.at()))
                .collect(Collectors.joining(" and "));
    }

    /** What was really so with it. */
    private List<String> lately(String node, long now) {
        return troubles.stream()
                .filter(trouble -> cluster.server(trouble.node).name.equals(node) && trouble.until > now - 10_000)
                .map(trouble -> trouble.kind + " at " + trouble.from
                        + (trouble.until == Trouble.OPEN ? "" : " until " + trouble.until))
                .toList();
    }

    /** What else was going on. */
    private List<String> during(long from, long to) {
        return disturbances.stream()
                .filter(one -> one.until() >= from && one.from() <= to)
                .map(one -> one.what() + " at " + one.from())
                .toList();
    }

    /** The time in which the writer was well, of a history of this length. */
    void finish(long length) {
        mistakes.values().forEach(since -> score.mistake(cluster.agenda.now() - since));
        mistakes.clear();
        score.time(length);
    }
}

package dev.understudy.bench.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What histories brought, by Chen's figures of quality. Can be added up. Not thread-safe. */
public final class Score {

    private static final int NAMED = 25;
    private static final double DAY = 86_400_000;

    /** What a time to detect is told of. */
    public enum Of {
        KILL,
        HANG,
        STALL
    }

    /**
     * A real fault of the writer, and when it was told.
     *
     * @param millis until it was confirmed
     * @param besides what else was going on
     */
    public record Detection(double millis, String what, List<String> besides) {}

    private final Map<Of, List<Detection>> detections = new EnumMap<>(Of.class);
    private final List<Detection> missed = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private long faults;
    private long missedOfOthers;
    private long broken;
    private long wrong;
    private long verdicts;
    private long mistakes;
    private long mistaken;
    private long unwell;
    private long length;

    void fault(Trouble trouble, List<String> besides) {
        if (trouble.kind == Trouble.Kind.RESTART || trouble.alreadyTold) {
            return;
        }
        faults++;
        boolean told = trouble.toldAt >= 0;
        if (!trouble.ofWriter) {
            missedOfOthers += told ? 0 : 1;
            return;
        }
        unwell += trouble.until - trouble.from;
        Detection detection = new Detection(
                told ? trouble.toldAt - trouble.from : trouble.until - trouble.from,
                trouble.kind + " at " + trouble.from,
                besides);
        if (told) {
            detections
                    .computeIfAbsent(of(trouble.kind), any -> new ArrayList<>())
                    .add(detection);
        } else {
            missed.add(detection);
        }
    }

    private static Of of(Trouble.Kind kind) {
        return kind == Trouble.Kind.KILL ? Of.KILL : kind.hangs() ? Of.HANG : Of.STALL;
    }

    void verdict() {
        verdicts++;
    }

    void wrong() {
        wrong++;
    }

    void mistake(long millis) {
        mistakes++;
        mistaken += millis;
    }

    void broken(Violation violation) {
        broken++;
        if (violations.size() < NAMED) {
            violations.add(violation);
        }
    }

    void time(long millis) {
        length += millis;
    }

    void add(Score other) {
        other.detections.forEach((of, more) ->
                detections.computeIfAbsent(of, any -> new ArrayList<>()).addAll(more));
        missed.addAll(other.missed);
        other.violations.stream().limit(Math.max(0, NAMED - violations.size())).forEach(violations::add);
        faults += other.faults;
        missedOfOthers += other.missedOfOthers;
        broken += other.broken;
        wrong += other.wrong;
        verdicts += other.verdicts;
        mistakes += other.mistakes;
        mistaken += other.mistaken;
        unwell += other.unwell;
        length += other.length;
    }

    /** A quantile of the time until a fault of the writer was confirmed, ms; NaN where there was none. Those that were never told are {@link #missed}. */
    public double detected(Of of, double quantile) {
        double[] all = detections.getOrDefault(of, List.of()).stream()
                .mapToDouble(Detection::millis)
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : all[(int) Math.min(all.length - 1, Math.ceil(quantile * all.length) - 1)];
    }

    public int detections(Of of) {
        return detections.getOrDefault(of, List.of()).size();
    }

    /** Those that took longest. */
    public List<Detection> slowest(Of of, int count) {
        return detections.getOrDefault(of, List.of()).stream()
                .sorted(Comparator.comparingDouble(Detection::millis).reversed())
                .limit(count)
                .toList();
    }

    /** Faults of the writer that were never confirmed while they lasted. */
    public List<Detection> missed() {
        return List.copyOf(missed);
    }

    public long missedOfOthers() {
        return missedOfOthers;
    }

    public long faults() {
        return faults;
    }

    /** Confirmed verdicts that were not so. */
    public long wrongVerdicts() {
        return wrong;
    }

    public long brokenPromises() {
        return broken;
    }

    public long verdicts() {
        return verdicts;
    }

    /** The first of them. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Suspicions of a writer that was well, by day. */
    public double mistakesADay() {
        return length == 0 ? 0 : mistakes / (length / DAY);
    }

    /** How long such a suspicion lasted on average, ms. */
    public double mistakeMillis() {
        return mistakes == 0 ? 0 : (double) mistaken / mistakes;
    }

    /** The share of a well writer's time in which nothing was said against it. */
    public double queryAccuracy() {
        return 1 - (double) mistaken / Math.max(1, length - unwell);
    }
}

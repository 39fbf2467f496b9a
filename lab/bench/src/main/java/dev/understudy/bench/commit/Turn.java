package dev.understudy.bench.commit;

import dev.understudy.bench.Samples;
import dev.understudy.bench.commit.Way.Kind;
import java.util.Locale;
import java.util.Optional;

/** One way under one load, alone. One thread. */
final class Turn {

    private static final double MICROS = 1e6;

    private final Samples samples;

    Turn(Samples samples) {
        this.samples = samples;
    }

    /** The start of the names of its figures, such as {@code commit.c32.ours-1}. */
    static String prefix(Kind kind, int clients) {
        return "commit.c" + clients + "." + kind;
    }

    /**
     * Plays it and adds its figures.
     *
     * @throws IllegalStateException where commits did not wait for whom they should
     */
    void play(Way way, Load load, String round) throws Exception {
        Load.Result result = checked(way, load);
        System.out.printf(
                Locale.ROOT,
                "%s, %d clients, %s: p50 %.2f ms, p99 %.2f ms, %.0f commits a second%n",
                round,
                load.clients(),
                way.kind(),
                result.millis(50),
                result.millis(99),
                result.perSecond());
    }

    /** The same without figures. */
    void warmUp(Way way, Load load) throws Exception {
        new Turn(new Samples()).checked(way, load);
    }

    private Load.Result checked(Way way, Load load) throws Exception {
        Waits before = way.primary().look();
        double primary = way.cpuOfPrimary();
        double others = way.cpuOfOthers();
        Load.Result result = load.run(way.primary());
        double perCommit = MICROS / result.commits();
        String name = prefix(way.kind(), load.clients());
        samples.add(name + ".p50", "ms", result.millis(50));
        samples.add(name + ".p99", "ms", result.millis(99));
        samples.add(name + ".tps", "1/s", result.perSecond());
        samples.add(name + ".cpu.primary", "us", (way.cpuOfPrimary() - primary) * perCommit);
        samples.add(name + ".cpu.others", "us", (way.cpuOfOthers() - others) * perCommit);
        Optional<String> against =
                way.primary().look().against(before, way.acknowledger(), result.commits(), load.clients());
        if (against.isPresent()) {
            throw new IllegalStateException(way.kind() + ": " + against.get());
        }
        return result;
    }
}

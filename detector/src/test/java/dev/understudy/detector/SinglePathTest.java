package dev.understudy.detector;

import static dev.understudy.events.Probe.Outcome.REFUSED;
import static dev.understudy.events.Probe.Outcome.RESET;
import static dev.understudy.events.Probe.Outcome.SILENT;
import static dev.understudy.events.ServerProcess.State.ENDED;
import static dev.understudy.events.ServerProcess.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each path, saying the worst that it can, with all other paths well, silent, or gone: alone it confirms no death. */
class SinglePathTest {

    static final Map<String, Consumer<Timeline>> WORST = new TreeMap<>(Map.of(
            "agent: ended", t -> t.agent("orders-a").process(ENDED),
            "agent: stopped", t -> t.agent("orders-a").process(STOPPED),
            "agent: refused", t -> t.agent("orders-a").sees(REFUSED),
            "agent: no answer", t -> t.agent("orders-a").sees(SILENT),
            "agent: silent", t -> t.agent("orders-a").mute(),
            "router: refused", t -> t.router("orders-a").sees(REFUSED),
            "router: reset", t -> t.router("orders-a").sees(RESET),
            "router: no answer", t -> t.router("orders-a").sees(SILENT),
            "probe: refused", t -> t.probe("orders-b", "orders-a").sees(REFUSED),
            "probe: no answer", t -> t.probe("orders-b", "orders-a").sees(SILENT)));

    /** What the other paths do meanwhile; those that are gone all at once are on the same machine. */
    static final Map<String, Consumer<Timeline>> OTHERS = new TreeMap<>(Map.of(
            "others well", t -> {},
            "others gone",
                    t -> {
                        t.agent("orders-a").mute();
                        t.router("orders-a").mute();
                        t.probe("orders-b", "orders-a").mute();
                    }));

    private static void run(Map<String, Consumer<Timeline>> scripts, String name, Timeline t) {
        Objects.requireNonNull(scripts.get(name), name).accept(t);
    }

    static Stream<List<String>> cases() {
        return WORST.keySet().stream().flatMap(path -> OTHERS.keySet().stream().map(others -> List.of(path, others)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void no_single_path_confirms(List<String> names) {
        try (Timeline t = Timeline.healthy()) {
            t.at(5_000);
            run(OTHERS, names.get(1), t);
            run(WORST, names.get(0), t);
            t.at(30_000);
            assertThat(t.summary()).noneMatch(verdict -> verdict.startsWith("CONFIRMED PRIMARY"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nor_does_one_observer_over_two_paths(List<String> names) {
        try (Timeline t = Timeline.healthy()) {
            // An agent that both reports for the node and probes it is one process, and so one path.
            t.probe("orders-b", "orders-a").mute();
            t.router("orders-a").mute();
            t.at(5_000).probe("orders-a", "orders-a").sees(REFUSED);
            t.agent("orders-a").process(ENDED);
            run(OTHERS, names.get(1), t);
            t.at(30_000);
            assertThat(t.summary()).noneMatch(verdict -> verdict.startsWith("CONFIRMED PRIMARY"));
        }
    }
}

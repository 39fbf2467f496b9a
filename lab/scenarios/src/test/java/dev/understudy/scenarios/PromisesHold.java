package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.drill.Drill;
import dev.understudy.cli.drill.DrillReport;
import dev.understudy.cli.drill.Round;
import dev.understudy.cli.drill.Trouble;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few rounds of {@code understudy drill}: those that once broke a promise, two deaths in one fail-over, and some that are drawn anew. {@code -Ddrill.rounds} asks for
 * more, {@code -Dunderstudy.seed} for the same again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
abstract class PromisesHold {

    private static final int DRAWN = 2;

    private final long seed = Long.getLong("understudy.seed", System.nanoTime() % 1_000_000);
    private Stage stage;
    private Drill drill;

    /** The engine's programs; JUnit's assumption fails where there are none. */
    abstract ServerBinaries binaries();

    /** Rounds that broke a promise once, as they were drawn then. */
    abstract List<Round> brokenOnce();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        System.out.println("seed " + seed + " (-Dunderstudy.seed=" + seed + " draws the same again)");
        stage = Stage.open(RunFolder.create(folder));
        drill = Drill.begin(stage, binaries(), Durability.ZERO_LOSS, System.out::println);
    }

    @AfterAll
    void close() {
        if (drill != null) {
            drill.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    Stream<Round> rounds() {
        int drawn = Integer.getInteger("drill.rounds", DRAWN);
        return Stream.concat(
                Stream.concat(brokenOnce().stream(), Stream.of(draw(0, Trouble.SUCCESSOR_LOST))),
                IntStream.rangeClosed(1, drawn).mapToObj(number -> draw(number)));
    }

    private Round draw(int number, Trouble... only) {
        return Round.draw(seed, number, Durability.ZERO_LOSS, List.of(only));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void every_promise_is_kept(Round round) throws Exception {
        DrillReport.Played played = drill.play(round);
        System.out.println(played.line());
        assertThat(played.wrong()).as(played.line()).isEmpty();
        assertThat(played.acknowledged()).isPositive();
    }
}

package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.detector.playback.LastGood;
import dev.understudy.detector.playback.Playback;
import dev.understudy.detector.playback.Recorded;
import dev.understudy.detector.playback.Stories;
import dev.understudy.detector.playback.Story;
import dev.understudy.detector.verdict.Finding;
import dev.understudy.detector.watch.Examination;
import dev.understudy.detector.watch.NodeKey;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.FaultKind;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.Route;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.Vitals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What came through the topics, played again. */
class PlaybackTest {

    private static final long BEGIN = 1_800_000_000_000L;
    private static final NodeKey WRITER = new NodeKey("orders", "orders-a");

    /** The writer hangs from the tenth second to this moment, ms. */
    private static List<Recorded> hang(long until) {
        List<Recorded> records = new ArrayList<>();
        records.add(new Recorded(
                BEGIN - 60_000,
                new Route(
                        "orders",
                        Epoch.of(1),
                        Route.State.SERVING,
                        "orders-a",
                        List.of(),
                        Map.of("orders-a", new Address("127.0.0.1", 3306)),
                        "",
                        0,
                        "")));
        for (long at = 0; at < 20_000; at += 200) {
            boolean hangs = at >= 10_000 && at < until;
            Probe probe = hangs ? new Probe(Probe.Outcome.SILENT, at - 10_000 + 200, null) : Probe.answered(1);
            records.add(new Recorded(BEGIN + at, report(at / 200 + 1, BEGIN + at, probe)));
            records.add(
                    new Recorded(BEGIN + at + 10, sighting(at / 200 + 1, BEGIN + at, probe, hangs ? at - 9_800 : 0L)));
        }
        return records;
    }

    private static SelfReport report(long sequence, long at, Probe probe) {
        return new SelfReport(
                "orders",
                "orders-a",
                "host-1",
                "agent-a@1",
                sequence,
                at,
                Epoch.of(1),
                new ServerProcess(1, "boot-1", ServerProcess.State.RUNNING),
                probe,
                null,
                false,
                null,
                Vitals.UNKNOWN,
                null);
    }

    private static Sighting sighting(long sequence, long at, Probe probe, @Nullable Long answeredAgo) {
        return new Sighting(
                "orders",
                "orders-a",
                "router-1",
                "host-2",
                Sighting.Path.TRAFFIC,
                "router-1@1",
                sequence,
                at,
                Epoch.of(1),
                probe,
                1,
                answeredAgo,
                new ObserverHealth(2.0, 1.0, 50L, 20_000L, 0));
    }

    private static List<Story> play(DetectorConfig config, List<Recorded> records, LastGood good) {
        Stories stories = new Stories();
        Playback playback = new Playback(config, Set.of("orders"), BEGIN, stories::take);
        for (Recorded record : records) {
            if (record.record() instanceof SelfReport report) {
                good.take(report, record.at());
            }
            playback.take(record);
        }
        playback.pass(BEGIN + 25_000);
        return stories.between(BEGIN, BEGIN + 25_000).stream()
                .filter(story -> story.kind() == FaultKind.PRIMARY_HUNG)
                .toList();
    }

    @Test
    void a_hang_is_found_again_and_its_time_counts_from_the_last_report_in_which_all_was_well() {
        LastGood good = new LastGood();
        List<Story> stories = play(Configs.defaults(), hang(16_000), good);
        assertThat(stories).hasSize(1);
        Story story = stories.get(0);
        assertThat(story.confirmed()).isTrue();
        assertThat(good.of(story)).hasValue(BEGIN + 9_800);
        assertThat(story.confirmedAt()).isBetween(BEGIN + 10_400, BEGIN + 11_500);
        assertThat(story.clearedAt()).isGreaterThan(BEGIN + 16_000);
    }

    @Test
    void another_configuration_says_something_else_of_the_same_records() {
        DetectorConfig slow = Configs.of("detector: {verdicts: {hungSuspect: 2s, hungConfirm: 7s}}");
        List<Story> stories = play(slow, hang(16_000), new LastGood());
        assertThat(stories).hasSize(1);
        assertThat(stories.get(0).withdrawn()).isTrue();
        assertThat(stories.get(0).suspectedAt()).isBetween(BEGIN + 11_700, BEGIN + 12_500);
    }

    @Test
    void why_nothing_was_said_can_be_told() {
        Playback playback = new Playback(Configs.defaults(), Set.of("orders"), BEGIN, fault -> {});
        hang(16_000).stream().filter(record -> record.at() < BEGIN + 10_050).forEach(playback::take);
        playback.pass(BEGIN + 10_050);
        Examination examined = playback.examine(WRITER).orElseThrow();
        assertThat(examined.judges()).isTrue();
        assertThat(examined.view().belief()).isEqualTo("healthy");
        assertThat(examined.view().words()).anySatisfy(word -> assertThat(word).contains("silent"));
        assertThat(examined.rules())
                .filteredOn(rule -> rule.kind() == FaultKind.PRIMARY_HUNG)
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.level()).isEqualTo(Finding.Level.NOTHING);
                    assertThat(rule.asks()).contains("hang", "300 ms", "two independent paths");
                });
        assertThat(playback.examine(new NodeKey("orders", "orders-z"))).isEmpty();
    }
}

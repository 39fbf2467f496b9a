package dev.understudy.router.sighting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeWatchTest {

    /** {@code OUTCOME@time}, as it was told. */
    private final List<String> told = new ArrayList<>();

    private final List<Seen> seen = new ArrayList<>();
    private final NodeWatches watches = new NodeWatches((member, what) -> {
        told.add(member.node() + " " + what.probe().outcome() + "@" + this.now);
        seen.add(what);
    });
    private final NodeWatch watch = watches.of(Given.member(Given.A));
    private long now;

    @Test
    void who_sees_nothing_tells_nothing() {
        tickTo(5_000);
        assertThat(told).isEmpty();
    }

    @Test
    void a_refusal_is_told_at_once_and_then_at_most_each_hundred_milliseconds() {
        for (now = 1_000; now < 1_250; now += 10) {
            watch.refused(now, null);
        }
        assertThat(told).containsExactly("orders-a REFUSED@1000", "orders-a REFUSED@1100", "orders-a REFUSED@1200");
        assertThat(seen.get(0).answeredAgoMillis()).isNull();
    }

    @Test
    void a_reset_is_told_with_what_is_known() {
        now = 100;
        watch.answered(now, 3);
        now = 400;
        watch.reset(now, "Connection reset by peer");
        assertThat(told).containsExactly("orders-a RESET@400");
        assertThat(seen.get(0).probe().detail()).isEqualTo("Connection reset by peer");
        assertThat(seen.get(0).answeredAgoMillis()).isEqualTo(300);
    }

    @Test
    void answers_are_told_each_two_hundred_milliseconds() {
        for (now = 0; now <= 600; now += 50) {
            watch.answered(now, 2.5);
            watches.tick(now);
        }
        assertThat(told)
                .containsExactly(
                        "orders-a ANSWERED@0",
                        "orders-a ANSWERED@200",
                        "orders-a ANSWERED@400",
                        "orders-a ANSWERED@600");
        assertThat(seen.get(0).probe().millis()).isEqualTo(2.5);
    }

    @Test
    void an_answer_is_no_news_twice() {
        watch.answered(10, 1);
        now = 50;
        watches.tick(now);
        tickTo(2_000);
        assertThat(told).containsExactly("orders-a ANSWERED@50");
    }

    @Test
    void a_question_that_waits_is_silence_after_a_quarter_of_a_second() {
        now = 1_000;
        watch.opened(() -> 1_000);
        watch.opened(() -> 1_040);
        watch.opened(() -> Unanswered.NOTHING);
        tickTo(1_400);
        assertThat(told).containsExactly("orders-a SILENT@1250", "orders-a SILENT@1350");
        assertThat(seen.get(0).connections()).isEqualTo(1);
        assertThat(seen.get(1).connections()).isEqualTo(2);
        assertThat(seen.get(1).probe().millis()).isEqualTo(350);
    }

    @Test
    void one_slow_query_beside_others_that_are_answered_is_no_silence() {
        watch.opened(() -> 0);
        for (now = 0; now < 3_000; now += 50) {
            watch.answered(now, 1);
            watches.tick(now);
        }
        assertThat(told).isNotEmpty().allMatch(line -> line.contains("ANSWERED"));
    }

    @Test
    void silence_is_counted_from_the_last_answer_of_anyone() {
        watch.opened(() -> 0);
        watch.answered(900, 1);
        now = 900;
        tickTo(1_150);
        assertThat(told).containsExactly("orders-a ANSWERED@900", "orders-a SILENT@1150");
        assertThat(seen.get(1).probe().millis()).isEqualTo(250);
    }

    @Test
    void a_connection_that_is_closed_waits_no_more() {
        Unanswered question = () -> 0;
        watch.opened(question);
        watch.closed(question);
        tickTo(1_000);
        assertThat(told).isEmpty();
    }

    @Test
    void a_greeting_that_never_came_is_silence_until_the_node_is_heard_of() {
        watch.noGreeting(100);
        now = 400;
        tickTo(500);
        assertThat(told).containsExactly("orders-a SILENT@400", "orders-a SILENT@500");
        now = 510;
        watch.answered(now, 1);
        told.clear();
        tickTo(2_000);
        assertThat(told).containsExactly("orders-a ANSWERED@510");
    }

    @Test
    void bytes_that_are_read_just_after_the_end_are_not_believed() {
        now = 1_000;
        watch.reset(now, null);
        watch.answered(1_049, 1);
        tickTo(1_500);
        assertThat(told).containsExactly("orders-a RESET@1000");
        watch.answered(1_500, 1);
        tickTo(1_550);
        assertThat(told).containsExactly("orders-a RESET@1000", "orders-a ANSWERED@1500");
    }

    @Test
    void a_node_is_failing_for_a_second_or_until_it_answers() {
        assertThat(watch.isFailing(0)).isFalse();
        watch.refused(100, null);
        assertThat(watch.isFailing(1_099)).isTrue();
        assertThat(watch.isFailing(1_100)).isFalse();
        watch.refused(2_000, null);
        watch.answered(2_001, 1);
        assertThat(watch.isFailing(2_002)).isFalse();
    }

    @Test
    void a_watch_lasts_and_knows_how_many_others_fail() {
        assertThat(watches.of(Given.member(Given.A))).isSameAs(watch);
        watches.of(Given.member(Given.B)).refused(100, null);
        watch.refused(100, null);
        assertThat(watches.othersFailing(Given.member(Given.A), 200)).isEqualTo(1);
        assertThat(watches.othersFailing(Given.member("orders-c"), 200)).isEqualTo(2);
        assertThat(watches.othersFailing(Given.member(Given.A), 2_000)).isZero();
    }

    /** Ticks each 50 ms, from the present to the given moment. */
    private void tickTo(long end) {
        for (; now <= end; now += 50) {
            watches.tick(now);
        }
        now = end;
    }
}

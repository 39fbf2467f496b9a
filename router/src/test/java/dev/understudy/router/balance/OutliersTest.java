package dev.understudy.router.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutliersTest {

    private static final OutlierRule RULE =
            new OutlierRule(3, Duration.ofSeconds(10), 100, 1.9, Duration.ofSeconds(30), Duration.ofSeconds(100), 0.5);

    private final Outliers outliers = new Outliers(RULE, 0);

    @Test
    void so_many_failures_one_after_the_other_put_it_out_and_one_success_between_does_not() {
        fail("a", 2, 1);
        outliers.went("a", true, 4, 1);
        fail("a", 2, 1);
        assertThat(outliers.isOut("a", 1)).isFalse();
        fail("a", 1, 1);
        assertThat(outliers.isOut("a", 1)).isTrue();
        assertThat(outliers.isOut("b", 1)).isFalse();
    }

    @Test
    void it_comes_back_after_a_time_that_grows_with_each_ejection_up_to_the_longest() {
        long now = 0;
        for (long lasts : new long[] {30_000, 60_000, 90_000, 100_000, 100_000}) {
            fail("a", 3, now);
            assertThat(outliers.isOut("a", now + lasts - 1)).isTrue();
            assertThat(outliers.isOut("a", now + lasts)).isFalse();
            now += lasts;
        }
    }

    @Test
    void time_in_the_rotation_forgives() {
        fail("a", 3, 0);
        // Two intervals in which it was out, and one in which it served.
        outliers.went("b", true, 4, 10_000);
        outliers.went("a", true, 4, 40_000);
        outliers.went("a", true, 4, 50_000);
        fail("a", 3, 51_000);
        assertThat(outliers.isOut("a", 51_000 + 29_999)).isTrue();
        assertThat(outliers.isOut("a", 51_000 + 30_000)).isFalse();
    }

    @Test
    void one_that_takes_over_goes_on_with_who_is_out_and_who_has_failed_of_those_that_stay() {
        fail("a", 3, 0);
        fail("b", 2, 0);
        fail("gone", 3, 0);
        Outliers next = new Outliers(RULE, 10);
        next.takeOver(outliers, node -> !node.equals("gone"));
        assertThat(next.isOut("a", 29_999)).isTrue();
        assertThat(next.isOut("a", 30_000)).isFalse();
        assertThat(next.isOut("gone", 10)).isFalse();
        next.went("b", false, 4, 10);
        assertThat(next.isOut("b", 10)).isTrue();
        assertThat(outliers.isOut("b", 10)).isFalse();
    }

    @Test
    void never_more_than_the_share_are_out_at_once() {
        for (String node : new String[] {"a", "b", "c", "d"}) {
            fail(node, 3, 0);
        }
        assertThat(outliers.isOut("a", 1) && outliers.isOut("b", 1)).isTrue();
        assertThat(outliers.isOut("c", 1) || outliers.isOut("d", 1)).isFalse();
    }

    @Test
    void the_only_member_is_never_put_out() {
        for (int i = 0; i < 100; i++) {
            outliers.went("a", false, 1, i);
        }
        assertThat(outliers.isOut("a", 100)).isFalse();
    }

    @Test
    void a_success_rate_that_stands_out_is_put_out_at_the_end_of_the_interval() {
        for (int i = 0; i < 200; i++) {
            for (String node : new String[] {"a", "b", "c", "d", "e"}) {
                outliers.went(node, !node.equals("e") || i % 2 == 0, 6, 5_000);
            }
        }
        assertThat(outliers.isOut("e", 5_000)).isFalse();
        outliers.went("a", true, 6, 10_000);
        assertThat(outliers.isOut("e", 10_000)).isTrue();
        assertThat(outliers.isOut("a", 10_000)).isFalse();
    }

    @Test
    void where_all_fail_alike_nobody_stands_out() {
        assertThat(SuccessRates.outliers(
                        Map.of("a", conduct(50, 50), "b", conduct(51, 49), "c", conduct(50, 50)), RULE))
                .isEmpty();
        assertThat(SuccessRates.outliers(
                        Map.of("a", conduct(100, 0), "b", conduct(100, 0), "c", conduct(100, 0)), RULE))
                .isEmpty();
    }

    @Test
    void who_was_hardly_asked_is_not_compared_and_two_cannot_be_told_apart() {
        assertThat(SuccessRates.outliers(Map.of("a", conduct(100, 0), "b", conduct(100, 0), "c", conduct(0, 99)), RULE))
                .isEmpty();
        assertThat(SuccessRates.outliers(Map.of("a", conduct(100, 0), "b", conduct(0, 100)), RULE))
                .isEmpty();
    }

    private static Conduct conduct(long well, long failed) {
        return new Conduct(0, well, failed, 0, Long.MIN_VALUE);
    }

    private void fail(String node, int times, long now) {
        for (int i = 0; i < times; i++) {
            outliers.went(node, false, 4, now);
        }
    }
}

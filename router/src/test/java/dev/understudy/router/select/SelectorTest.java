package dev.understudy.router.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.balance.BalanceConfig.MemberRule;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.balance.HashRule;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.balance.OutlierRule;
import dev.understudy.router.balance.Standing;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection.Nobody;
import dev.understudy.router.select.Selection.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");
    private static final Member W = member("w");

    private final Map<String, Standing> judged = new HashMap<>();
    private final Drained drained = Drained.nobody();
    private final Loads loads = new Loads();
    private long now = 1_000;

    @Test
    void the_place_is_taken_with_the_choice_so_that_the_next_goes_elsewhere() {
        Selector selector = selector(BalanceConfig.defaults(), null);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chosen.add(select(selector, A, B, C));
        }
        assertThat(chosen).containsOnly("a", "b", "c");
        assertThat(loads.of("a")).isEqualTo(2);
        assertThat(loads.of("b")).isEqualTo(2);
    }

    @Test
    void a_full_one_is_not_chosen_and_where_all_are_full_it_says_so_and_leaves_the_writer_alone() {
        Selector selector =
                selector(with(Map.of("a", new MemberRule(1, null, 1), "b", new MemberRule(1, null, 2))), null);
        for (int i = 0; i < 3; i++) {
            select(selector, A, B);
        }
        assertThat(loads.of("a")).isEqualTo(1);
        assertThat(loads.of("b")).isEqualTo(2);
        assertThat(selector.select(List.of(A, B), Optional.of(W), Set.of(), OptionalLong.empty()))
                .isEqualTo(new Nobody("every reader that could be chosen is full"));
    }

    @Test
    void a_drained_one_gets_nothing_new_and_is_chosen_again_afterwards() throws IOException {
        Selector selector = selector(BalanceConfig.of(Policy.ROUND_ROBIN), null);
        drained.set("a", true);
        assertThat(List.of(select(selector, A, B), select(selector, A, B), select(selector, A, B)))
                .containsOnly("b");
        drained.set("a", false);
        assertThat(List.of(select(selector, A, B), select(selector, A, B))).contains("a");
    }

    @Test
    void where_all_are_drained_nobody_is_chosen_nor_a_drained_writer_in_their_place() throws IOException {
        Selector selector = selector(BalanceConfig.defaults(), null);
        drained.set("a", true);
        assertThat(last(selector, Set.of(), A)).isEqualTo("w");
        drained.set("w", true);
        assertThat(selector.select(List.of(A), Optional.of(W), Set.of(), OptionalLong.empty()))
                .isEqualTo(new Nobody("every reader that could be chosen is drained"));
    }

    @Test
    void readers_that_are_behind_are_not_chosen_and_the_writer_stands_in() {
        Selector selector = selector(BalanceConfig.defaults(), null);
        judged.put("a", Standing.LAGGING);
        assertThat(last(selector, Set.of(), A, B)).isEqualTo("b");
        judged.put("b", Standing.LAGGING);
        assertThat(last(selector, Set.of(), A, B)).isEqualTo("w");
    }

    @Test
    void a_doubtful_one_comes_before_the_writer_and_after_all_others() {
        Selector selector = selector(BalanceConfig.defaults(), null);
        judged.put("a", Standing.DOUBTFUL);
        assertThat(last(selector, Set.of(), A, B)).isEqualTo("b");
        assertThat(last(selector, Set.of("b"), A, B)).isEqualTo("a");
        assertThat(last(selector, Set.of("a", "b"), A, B)).isEqualTo("w");
        assertThat(selector.select(List.of(A), Optional.of(W), Set.of("a", "w"), OptionalLong.empty()))
                .isEqualTo(new Nobody(""));
    }

    @Test
    void one_key_stays_with_its_member_and_those_without_a_key_are_spread() {
        Selector selector = selector(BalanceConfig.of(Policy.HASH), null);
        Set<String> homes = new java.util.HashSet<>();
        Set<String> spread = new java.util.HashSet<>();
        for (int i = 0; i < 50; i++) {
            homes.add(name(selector.select(List.of(A, B, C), Optional.empty(), Set.of(), OptionalLong.of(77))));
            spread.add(select(selector, A, B, C));
        }
        assertThat(homes).hasSize(1);
        assertThat(spread).hasSize(3);
    }

    @Test
    void the_own_zone_is_preferred_and_left_where_too_few_of_it_are_well() {
        Selector selector = selector(
                with(Map.of(
                        "a", new MemberRule(1, "here", null),
                        "b", new MemberRule(1, "here", null),
                        "c", new MemberRule(1, "there", null))),
                "here");
        for (int i = 0; i < 10; i++) {
            assertThat(select(selector, A, B, C)).isIn("a", "b");
        }
        judged.put("a", Standing.DOUBTFUL);
        assertThat(select(selector, A, B, C)).as("half of the zone").isEqualTo("b");
        judged.put("b", Standing.DOUBTFUL);
        assertThat(select(selector, A, B, C)).isEqualTo("c");
    }

    @Test
    void one_that_came_back_gets_its_share_slowly() {
        BalanceConfig slow = config(Policy.ROUND_ROBIN, Duration.ofSeconds(10), Map.of(), null);
        Selector selector = selector(slow, null);
        select(selector, A, B);
        judged.put("b", Standing.DOUBTFUL);
        select(selector, A, B);
        judged.remove("b");
        assertThat(shareOfB(selector)).isBetween(85, 95);
        now += 5_000;
        assertThat(shareOfB(selector)).isBetween(330, 337);
        now += 5_000;
        assertThat(shareOfB(selector)).isBetween(499, 501);
    }

    @Test
    void by_latency_the_slow_one_is_left_alone() {
        Selector selector = selector(BalanceConfig.of(Policy.LATENCY), null);
        selector.went(A, true, 40, 2);
        selector.went(B, true, 1, 2);
        for (int i = 0; i < 10; i++) {
            assertThat(select(selector, A, B)).isEqualTo("b");
        }
    }

    @Test
    void to_refuse_at_once_does_not_make_one_fast() {
        Selector selector = selector(BalanceConfig.of(Policy.LATENCY), null);
        selector.went(A, true, 4, 2);
        selector.went(B, true, 3, 2);
        for (int i = 0; i < 100; i++) {
            selector.went(A, false, 0.01, 2);
        }
        assertThat(select(selector, A, B)).isEqualTo("b");
    }

    @Test
    void one_that_fails_again_and_again_is_put_out_for_a_while() {
        OutlierRule rule = new OutlierRule(
                2, Duration.ofSeconds(10), 100, 1.9, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.5);
        Selector selector = selector(config(Policy.ROUND_ROBIN, Duration.ZERO, Map.of(), rule), null);
        selector.went(A, false, 1, 2);
        selector.went(A, false, 1, 2);
        assertThat(selector.isOut("a")).isTrue();
        assertThat(List.of(select(selector, A, B), select(selector, A, B))).containsOnly("b");
        assertThat(last(selector, Set.of("b"), A, B)).as("better than nobody").isEqualTo("a");
        now += 30_000;
        assertThat(List.of(select(selector, A, B), select(selector, A, B))).contains("a");
    }

    @Test
    void many_who_choose_at_once_never_overfill_a_member() throws InterruptedException {
        Selector selector =
                selector(with(Map.of("a", new MemberRule(1, null, 50), "b", new MemberRule(1, null, 70))), null);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int ask = 0; ask < 100; ask++) {
                    selector.select(List.of(A, B), Optional.empty(), Set.of(), OptionalLong.empty());
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(loads.of("a")).isEqualTo(50);
        assertThat(loads.of("b")).isEqualTo(70);
    }

    private int shareOfB(Selector selector) {
        int chosen = 0;
        for (int i = 0; i < 1_000; i++) {
            chosen += select(selector, A, B).equals("b") ? 1 : 0;
        }
        return chosen;
    }

    private static BalanceConfig with(Map<String, MemberRule> members) {
        return config(Policy.LEAST_CONNECTIONS, Duration.ZERO, members, null);
    }

    private static BalanceConfig config(
            Policy policy, Duration slowStart, Map<String, MemberRule> members, @Nullable OutlierRule outliers) {
        return new BalanceConfig(
                policy,
                HashRule.CLIENT,
                slowStart,
                Duration.ofSeconds(10),
                null,
                Fallback.WRITER,
                0.5,
                members,
                outliers);
    }

    private Selector selector(BalanceConfig config, @Nullable String zone) {
        return new Selector(
                config,
                new Selector.Options(
                        "reader",
                        (member, at) -> judged.getOrDefault(member.node(), Standing.WELL),
                        new Selector.Shared(
                                loads,
                                drained,
                                zone,
                                () -> now,
                                Given.shared(() -> now).random())));
    }

    private static String select(Selector selector, Member... members) {
        return name(selector.select(List.of(members), Optional.empty(), Set.of(), OptionalLong.empty()));
    }

    /** With the writer behind them. */
    private static String last(Selector selector, Set<String> tried, Member... members) {
        return name(selector.select(List.of(members), Optional.of(W), tried, OptionalLong.empty()));
    }

    private static String name(Selection selection) {
        return selection instanceof Taken taken ? taken.member().node() : "nobody: " + selection;
    }

    private static Member member(String node) {
        return new Member("orders", node, new Address("127.0.0.1", 3306));
    }
}

package dev.understudy.router.balance;

import static dev.understudy.router.balance.Peers.as;
import static dev.understudy.router.balance.Peers.local;
import static dev.understudy.router.balance.Peers.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.balance.BalanceConfig.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {

    static Stream<Balancer> all() {
        return Stream.of(
                new RoundRobin(),
                new LeastConnections(),
                new TwoChoices(),
                ConsistentHash.ring(Double.POSITIVE_INFINITY),
                ConsistentHash.ring(1.25),
                ConsistentHash.maglev(Double.POSITIVE_INFINITY),
                ConsistentHash.maglev(1.25));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobody_is_chosen_who_is_full_drained_ejected_or_doubtful_while_another_is_there(Balancer balancer) {
        SplittableRandom random = new SplittableRandom(20);
        Standing[] standings = Standing.values();
        for (int i = 0; i < 500; i++) {
            List<Peer> peers = new ArrayList<>();
            int members = random.nextInt(6);
            for (int member = 0; member < members; member++) {
                Standing standing = standings[random.nextInt(standings.length)];
                peers.add(new Peer(
                        "m" + member,
                        standing,
                        random.nextBoolean(),
                        1 + random.nextInt(3),
                        random.nextInt(3) == 0 ? 0.1 : 1,
                        random.nextInt(100),
                        random.nextInt(5)));
            }
            Snapshot snapshot = Snapshot.of(peers, new Locality(random.nextInt(3), random.nextDouble()));
            int place = balancer.choose(snapshot, new Ask(i, random.nextLong(), random.nextLong()));
            Standing best =
                    peers.stream().map(Peer::standing).min(Standing::compareTo).orElse(Standing.TRIED);
            if (best.isOpen()) {
                assertThat(peers.get(place).standing()).isEqualTo(best);
            } else {
                assertThat(place).isEqualTo(Balancer.NOBODY);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_only_one_is_chosen(Balancer balancer) {
        for (int turn = 0; turn < 10; turn++) {
            assertThat(Peers.chosen(balancer, Peers.of(as(Standing.FULL, "a"), well("b")), new Ask(turn, -turn, turn)))
                    .isEqualTo("b");
        }
    }

    @Test
    void an_ejected_one_comes_before_one_whose_last_connection_failed() {
        Snapshot snapshot = Peers.of(as(Standing.DOUBTFUL, "a"), as(Standing.EJECTED, "b"), as(Standing.FULL, "c"));
        assertThat(snapshot.size()).isEqualTo(1);
        assertThat(snapshot.open(0).node()).isEqualTo("b");
    }

    @Test
    void those_of_the_own_zone_are_preferred_while_enough_of_them_are_well() {
        List<Peer> peers = List.of(
                local("a", Standing.WELL), local("b", Standing.WELL), local("c", Standing.DOUBTFUL), well("far"));
        assertThat(open(peers, new Locality(3, 0.5))).containsExactly("a", "b");
        assertThat(open(peers, new Locality(4, 0.5))).containsExactly("a", "b");
        assertThat(open(peers, new Locality(5, 0.5))).containsExactly("a", "b", "far");
        assertThat(open(peers, new Locality(3, 0.9))).containsExactly("a", "b", "far");
    }

    @Test
    void without_anyone_well_in_the_own_zone_the_others_are_taken() {
        List<Peer> peers = List.of(local("a", Standing.FULL), well("far"));
        assertThat(open(peers, new Locality(1, 0))).containsExactly("far");
        assertThat(open(List.of(well("far")), new Locality(0, 0))).containsExactly("far");
    }

    @Test
    void each_policy_has_its_balancer() {
        assertThat(Balancers.of(BalanceConfig.defaults())).isInstanceOf(LeastConnections.class);
        assertThat(Balancers.of(BalanceConfig.of(Policy.ROUND_ROBIN))).isInstanceOf(RoundRobin.class);
        assertThat(Balancers.of(BalanceConfig.of(Policy.LATENCY))).isInstanceOf(TwoChoices.class);
        assertThat(Balancers.of(BalanceConfig.of(Policy.HASH))).isInstanceOf(ConsistentHash.class);
    }

    private static List<String> open(List<Peer> peers, Locality locality) {
        Snapshot snapshot = Snapshot.of(peers, locality);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < snapshot.size(); i++) {
            names.add(snapshot.open(i).node());
        }
        return names;
    }
}

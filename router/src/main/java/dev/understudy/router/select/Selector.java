package dev.understudy.router.select;

import dev.understudy.router.balance.Ask;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.MemberRule;
import dev.understudy.router.balance.Balancer;
import dev.understudy.router.balance.Balancers;
import dev.understudy.router.balance.Comebacks;
import dev.understudy.router.balance.Latencies;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.balance.Locality;
import dev.understudy.router.balance.OutlierRule;
import dev.understudy.router.balance.Outliers;
import dev.understudy.router.balance.Peer;
import dev.understudy.router.balance.SlowStart;
import dev.understudy.router.balance.Snapshot;
import dev.understudy.router.balance.Standing;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection.Nobody;
import dev.understudy.router.select.Selection.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses among the members of one listener, and takes the place. Thread-safe, without locks. */
public final class Selector {

    /** Each one lost means that another connection has taken a place meanwhile. */
    private static final int ROUNDS = 16;

    private final BalanceConfig rules;
    private final Options options;
    private final Balancer balancer;
    private final Latencies latencies;
    private final Comebacks comebacks = new Comebacks();
    private final SlowStart slowStart;
    private final @Nullable Outliers outliers;
    private final AtomicLong turns = new AtomicLong();

    /**
     * What one router's selectors share.
     *
     * @param loads what each node carries
     * @param drained who gets no new work
     * @param zone the router's own; null where it has none
     * @param clock ms, monotonic
     * @param random 64 random bits at each call, on any thread
     */
    public record Shared(
            Loads loads, Drained drained, @Nullable String zone, LongSupplier clock, LongSupplier random) {}

    /**
     * @param what one member is called, such as {@code reader}
     * @param judge what else is known of members
     */
    public record Options(String what, Judge judge, Shared shared) {}

    public Selector(BalanceConfig rules, Options options) {
        this.rules = rules;
        this.options = options;
        this.balancer = Balancers.of(rules);
        this.latencies = new Latencies(rules.decay().toMillis());
        this.slowStart = new SlowStart(rules.slowStart().toMillis());
        OutlierRule rule = rules.outliers();
        this.outliers = rule == null ? null : new Outliers(rule, now());
    }

    /** Takes over what another knows of these nodes; before the first choice. */
    public void takeOver(Selector before, Predicate<String> nodes) {
        latencies.takeOver(before.latencies, nodes);
        comebacks.takeOver(before.comebacks);
        if (outliers != null && before.outliers != null) {
            outliers.takeOver(before.outliers, nodes);
        }
    }

    public BalanceConfig rules() {
        return rules;
    }

    /**
     * Chooses one that was not tried, and takes its place.
     *
     * @param members those that there are
     * @param fallback where none of them is left; not where one of them is only full
     * @param tried nodes that are not chosen again
     * @param key what the client is told apart by; empty where it cannot be
     */
    public Selection select(List<Member> members, Optional<Member> fallback, Set<String> tried, OptionalLong key) {
        if (slowStart.millis() > 0) {
            comebacks.present(members.stream().map(Member::node).toList());
        }
        Snapshot snapshot = snapshot(members, fallback, tried);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Taken> taken = taken(members, snapshot, key);
            if (taken.isPresent()) {
                return taken.get();
            } else if (snapshot.size() == 0) {
                break;
            }
            snapshot = snapshot(members, fallback, tried);
        }
        if (fallback.isEmpty() || snapshot.has(Standing.FULL) || snapshot.size() > 0) {
            return new Nobody(reason(snapshot));
        }
        List<Member> last = List.of(fallback.get());
        Optional<Taken> taken = taken(last, snapshot(last, Optional.empty(), tried), key);
        return taken.isPresent() ? taken.get() : new Nobody(reason(snapshot));
    }

    /**
     * How it went with a member that was chosen.
     *
     * @param well whether it served
     * @param tookMillis until it answered, or failed to
     * @param members how many there are
     */
    public void went(Member member, boolean well, double tookMillis, int members) {
        long now = now();
        // To refuse quickly is no speed; to fail slowly is slow.
        if (well || tookMillis > latencies.of(member.node(), now)) {
            latencies.took(member.node(), tookMillis, now);
        }
        if (outliers != null) {
            outliers.went(member.node(), well, members, now);
        }
    }

    /** Whether it is put out of the rotation for its conduct. */
    public boolean isOut(String node) {
        return outliers != null && outliers.isOut(node, now());
    }

    private Optional<Taken> taken(List<Member> members, Snapshot snapshot, OptionalLong key) {
        long random = options.shared().random().getAsLong();
        // Who cannot be told apart is spread.
        Ask ask = new Ask(turns.incrementAndGet(), random, key.orElse(random));
        int chosen = balancer.choose(snapshot, ask);
        if (chosen == Balancer.NOBODY) {
            return Optional.empty();
        }
        Member member = members.get(chosen);
        return options.shared()
                .loads()
                .take(member.node(), rules.member(member.node()).most())
                .map(lease -> new Taken(member, lease));
    }

    private Snapshot snapshot(List<Member> members, Optional<Member> fallback, Set<String> tried) {
        long now = now();
        List<Peer> peers = new ArrayList<>(members.size());
        for (Member member : members) {
            peers.add(peer(member, tried, now));
        }
        return Snapshot.of(peers, locality(fallback));
    }

    private Peer peer(Member member, Set<String> tried, long now) {
        String node = member.node();
        MemberRule rule = rules.member(node);
        int load = options.shared().loads().of(node);
        Standing standing = standing(member, load < rule.most(), tried, now);
        double warmth = 1;
        // What was tried may be in trouble or not.
        if (slowStart.millis() > 0 && standing != Standing.TRIED) {
            boolean away =
                    standing == Standing.DOUBTFUL || standing == Standing.EJECTED || standing == Standing.DRAINED;
            warmth = slowStart.warmth(comebacks.millis(node, away, now));
        }
        boolean local =
                rule.zone() != null && rule.zone().equals(options.shared().zone());
        return new Peer(node, standing, local, rule.weight(), warmth, load, latencies.of(node, now));
    }

    private Standing standing(Member member, boolean hasRoom, Set<String> tried, long now) {
        if (tried.contains(member.node())) {
            return Standing.TRIED;
        }
        if (options.shared().drained().has(member.node())) {
            return Standing.DRAINED;
        }
        Standing judged = options.judge().of(member, now);
        if (judged == Standing.LAGGING) {
            return judged;
        }
        if (!hasRoom) {
            return Standing.FULL;
        }
        boolean out = judged == Standing.WELL && outliers != null && outliers.isOut(member.node(), now);
        return out ? Standing.EJECTED : judged;
    }

    /** The own zone as it is configured, without the fallback: that is no member now. */
    private Locality locality(Optional<Member> fallback) {
        String zone = options.shared().zone();
        if (zone == null || rules.members().isEmpty()) {
            return Locality.NONE;
        }
        int here = 0;
        for (var member : rules.members().entrySet()) {
            boolean isFallback = fallback.isPresent() && fallback.get().node().equals(member.getKey());
            here += !isFallback && zone.equals(member.getValue().zone()) ? 1 : 0;
        }
        return new Locality(here, rules.localEnough());
    }

    private String reason(Snapshot snapshot) {
        String what = "every " + options.what() + " that could be chosen is ";
        if (snapshot.size() > 0 || snapshot.has(Standing.FULL)) {
            return what + "full";
        } else if (snapshot.has(Standing.LAGGING)) {
            Duration most = rules.maxLag();
            return what + "behind" + (most == null ? "" : " by more than " + most.toMillis() + " ms");
        }
        return snapshot.has(Standing.DRAINED) ? what + "drained" : "";
    }

    private long now() {
        return options.shared().clock().getAsLong();
    }
}

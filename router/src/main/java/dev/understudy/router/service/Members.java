package dev.understudy.router.service;

import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.balance.Standing;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection;
import dev.understudy.router.select.Selector;
import dev.understudy.router.sighting.NodeWatch;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.MemberStats;
import dev.understudy.router.stats.MembersStats;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The instances of one service. Thread-safe. */
public final class Members {

    private final Service service;
    private final NodeWatches watches;
    private final MembersStats figures;
    private final LongSupplier clock;
    private final Selector selector;

    /**
     * Who they are.
     *
     * @param balance how one of them is chosen
     */
    public record Service(String name, List<Member> members, BalanceConfig balance) {
        public Service {
            members = List.copyOf(members);
        }
    }

    /**
     * @param table who is known to be down
     */
    public Members(
            Service service, LiveTable table, NodeWatches watches, MembersStats figures, Selector.Shared shared) {
        this.service = service;
        this.watches = watches;
        this.figures = figures;
        this.clock = shared.clock();
        // One that is known to be down comes last, and not never: the word may be older than its return.
        this.selector = new Selector(
                service.balance(),
                new Selector.Options(
                        "instance",
                        (member, now) -> watches.of(member).isFailing(now)
                                        || table.get().isDown(service.name(), member.node(), now)
                                ? Standing.DOUBTFUL
                                : Standing.WELL,
                        shared));
    }

    /** Takes over what is known of the members that both have. */
    public void takeOver(Members before) {
        Set<String> survivors = before.service.members().stream()
                .filter(service.members()::contains)
                .map(Member::node)
                .collect(Collectors.toSet());
        selector.takeOver(before.selector, survivors::contains);
    }

    public String name() {
        return service.name();
    }

    /** How one of them is chosen. */
    public BalanceConfig rules() {
        return selector.rules();
    }

    /** Chooses one that was not tried, and takes its place. */
    public Selection select(Set<String> tried, OptionalLong key) {
        return selector.select(service.members(), Optional.empty(), tried, key);
    }

    /** What tells a client apart by its address; empty where nobody asks. */
    public OptionalLong key(Channel client) {
        return rules().policy() == Policy.HASH ? ClientAddress.key(client) : OptionalLong.empty();
    }

    /**
     * How it went with one that was chosen.
     *
     * @param tookMillis until it answered, or failed to
     */
    public void went(Member member, boolean well, double tookMillis) {
        selector.went(member, well, tookMillis, service.members().size());
    }

    /** Whether one is out of the rotation for its conduct. */
    public boolean isOut(String node) {
        return selector.isOut(node);
    }

    public MemberStats figures(Member member) {
        return figures.of(member.scope(), member.node());
    }

    public NodeWatch watch(Member member) {
        return watches.of(member);
    }

    /** The router's clock, ms. */
    public long now() {
        return clock.getAsLong();
    }
}

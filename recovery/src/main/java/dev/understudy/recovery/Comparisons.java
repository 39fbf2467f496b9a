package dev.understudy.recovery;

import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.preflight.BackgroundPreflight.Roles;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.verify.Side;
import dev.understudy.recovery.verify.Subject;
import dev.understudy.runtime.config.ClusterConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which standbys there are to compare with the writer at a moment. */
final class Comparisons {

    private final Context context;
    private final ClusterConfig cluster;
    private final Members members;

    Comparisons(Context context, ClusterConfig cluster, Members members) {
        this.context = context;
        this.cluster = cluster;
        this.members = members;
    }

    /** None while a plan is under way: then nothing is to be written that the plan does not know of. */
    List<Subject> now() {
        Ledger ledger = context.log().ledger();
        Optional<Reign> reign = ledger.reign();
        if (reign.isEmpty() || ledger.open().isPresent() || !reign.get().handedOver()) {
            return List.of();
        }
        String writer = reign.get().writer();
        return members.nodes().keySet().stream()
                .filter(node -> !node.equals(writer))
                .filter(node -> context.replays()
                        .of(node)
                        .filter(replay -> replay.progress().state() == Replay.State.FOLLOWING)
                        .isPresent())
                .map(node -> new Subject(context.cluster(), context.engine(), side(writer), side(node)))
                .toList();
    }

    /** Who is what, for the pre-flight: before the first epoch the writer to be; none while a plan is under way. */
    Optional<Roles> roles() {
        Ledger ledger = context.log().ledger();
        Optional<Reign> reign = ledger.reign();
        if (ledger.open().isPresent()
                || reign.filter(known -> !known.handedOver()).isPresent()) {
            return Optional.empty();
        }
        Set<String> followed = members.nodes().keySet().stream()
                .filter(node -> context.replays()
                        .of(node)
                        .filter(replay -> replay.progress().state() == Replay.State.FOLLOWING)
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
        return Optional.of(new Roles(reign.map(Reign::writer).orElse(cluster.primary()), followed));
    }

    private Side side(String node) {
        return Side.over(
                context.engine(),
                node,
                context.servers().get(node).address(),
                cluster.accounts().recovery());
    }

    /** Understudy's own accounts: each server has them by itself. */
    static Set<String> ownAccounts(ClusterConfig cluster) {
        ClusterConfig.Accounts accounts = cluster.accounts();
        return Set.of(
                accounts.recovery().user(),
                accounts.agent().user(),
                accounts.fence().user(),
                accounts.connector().user());
    }
}

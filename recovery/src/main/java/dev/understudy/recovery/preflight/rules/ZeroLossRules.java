package dev.understudy.recovery.preflight.rules;

import dev.understudy.engine.SemiSync;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What makes a commit wait until Kafka has it, where the cluster's durability is zero-loss. Settings are looked at on every node: a
 * standby is the next writer.
 */
final class ZeroLossRules implements Rule {

    @Override
    public Stream<Finding> look(Facts facts) {
        if (!facts.cluster().zeroLoss()) {
            return Stream.of();
        }
        SemiSync semiSync = facts.cluster().engine().semiSync();
        return Stream.concat(
                facts.nodes().values().stream()
                        .flatMap(node -> Stream.concat(settings(semiSync, node), strangers(facts, node))),
                facts.writer().stream()
                        .flatMap(node -> Stream.concat(fellBack(semiSync, node), others(facts, node.node()))));
    }

    private static Stream<Finding> settings(SemiSync semiSync, NodeFacts node) {
        return semiSync.settings().entrySet().stream().flatMap(wanted -> {
            String value = node.variable(wanted.getKey());
            if (!same(value, wanted.getValue())) {
                return Stream.of(Finding.of(
                        Hazard.SEMI_SYNC,
                        node.node(),
                        wanted.getKey(),
                        value.isEmpty() ? "is not there: the plugin is not loaded" : "is " + value));
            }
            return node.setByHand().contains(wanted.getKey())
                    ? Stream.of(Finding.of(
                            Hazard.SEMI_SYNC_AT_START,
                            node.node(),
                            wanted.getKey(),
                            "was set after the server's start"))
                    : Stream.of();
        });
    }

    private static boolean same(String value, String wanted) {
        String is = value.toUpperCase(Locale.ROOT);
        return is.equals(wanted) || is.equals("1") && wanted.equals("ON");
    }

    /** The server counts what returned without an acknowledgement; that it may wait again since does not undo it. */
    private static Stream<Finding> fellBack(SemiSync semiSync, NodeFacts node) {
        String unacknowledged = node.variable(semiSync.unacknowledgedStatus());
        if (node.variable(semiSync.waitsStatus()).equals("OFF")) {
            return Stream.of(Finding.of(
                    Hazard.SEMI_SYNC_FELL_BACK,
                    node.node(),
                    "",
                    "does not wait at this moment; " + unacknowledged
                            + " commits have returned without an acknowledgement since its start"));
        }
        return unacknowledged.isEmpty() || unacknowledged.equals("0")
                ? Stream.of()
                : Stream.of(Finding.of(
                        Hazard.SEMI_SYNC_FELL_BACK,
                        node.node(),
                        "",
                        unacknowledged + " commits have returned without an acknowledgement since its start"));
    }

    private static Stream<Finding> others(Facts facts, String writer) {
        return facts.acknowledgers().stream()
                .flatMap(each -> each.others().stream())
                .map(other ->
                        Finding.of(Hazard.OTHER_ACKNOWLEDGER, writer, other, "acknowledges commits, and is no keeper"));
    }

    private static Stream<Finding> strangers(Facts facts, NodeFacts node) {
        String right = facts.cluster().engine().inspection().readsBinlog();
        Set<String> ours = Set.copyOf(facts.cluster().accounts().values());
        return node.accounts().stream()
                .filter(account -> !account.locked() && !account.isLocal() && !ours.contains(account.user()))
                .filter(account -> account.hasAny(Set.of(right)))
                .map(account -> Finding.of(Hazard.ACKNOWLEDGES, node.node(), "account " + account, "has " + right));
    }
}

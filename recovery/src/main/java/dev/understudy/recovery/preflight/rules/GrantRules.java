package dev.understudy.recovery.preflight.rules;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.engine.Inspection;
import dev.understudy.recovery.preflight.facts.AccountFacts;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may do what must not be done. An account that can be used from the server's own machine only is its administrator's, and
 * not a client's: it is passed over, as are those that nobody can log in with.
 */
final class GrantRules implements Rule {

    /** Those of ours that work beside clients, and must not be able to do what a client may not. */
    private static final Set<AccountRole> HARMLESS = Set.of(AccountRole.AGENT, AccountRole.CONNECTOR);

    @Override
    public Stream<Finding> look(Facts facts) {
        return facts.nodes().values().stream().flatMap(node -> Stream.concat(strangers(facts, node), own(facts, node)));
    }

    private static Stream<Finding> strangers(Facts facts, NodeFacts node) {
        Inspection inspection = facts.cluster().engine().inspection();
        Set<String> ours = Set.copyOf(facts.cluster().accounts().values());
        return node.accounts().stream()
                .filter(account -> !account.locked() && !account.isLocal() && !ours.contains(account.user()))
                .flatMap(account -> {
                    Stream.Builder<Finding> found = Stream.builder();
                    has(Hazard.BYPASSES_READ_ONLY, node, account, inspection.bypassesReadOnly(), found);
                    has(Hazard.HIDES_FROM_BINLOG, node, account, inspection.hidesFromBinlog(), found);
                    has(Hazard.READS_BINLOG, node, account, Set.of(inspection.readsBinlog()), found);
                    return found.build();
                });
    }

    private static void has(
            Hazard hazard, NodeFacts node, AccountFacts account, Set<String> wanted, Stream.Builder<Finding> found) {
        if (account.hasAny(wanted)) {
            Set<String> rights = new TreeSet<>(account.rights());
            rights.retainAll(wanted);
            found.add(Finding.of(hazard, node.node(), "account " + account, "has " + String.join(", ", rights)));
        }
    }

    private static Stream<Finding> own(Facts facts, NodeFacts node) {
        Engine engine = facts.cluster().engine();
        return facts.cluster().accounts().entrySet().stream().flatMap(own -> {
            List<AccountFacts> accounts = node.accounts().stream()
                    .filter(account -> account.user().equals(own.getValue()) && !account.locked())
                    .toList();
            String role = own.getKey().name().toLowerCase(Locale.ROOT);
            String object = "account " + own.getValue() + " (" + role + ")";
            if (accounts.isEmpty()) {
                return Stream.of(Finding.of(Hazard.OWN_ACCOUNT_MISSING, node.node(), object, "is missing"));
            }
            return Stream.concat(
                    lacks(engine, own.getKey(), node, object, accounts),
                    exceeds(engine, own.getKey(), node, object, accounts));
        });
    }

    private static Stream<Finding> lacks(
            Engine engine, AccountRole role, NodeFacts node, String object, List<AccountFacts> accounts) {
        Set<String> lacking = new TreeSet<>(Inspection.granted(engine, role));
        accounts.forEach(account -> lacking.removeAll(account.rights()));
        return lacking.isEmpty()
                ? Stream.of()
                : Stream.of(Finding.of(
                        Hazard.OWN_ACCOUNT_LACKS, node.node(), object, "lacks " + String.join(", ", lacking)));
    }

    private static Stream<Finding> exceeds(
            Engine engine, AccountRole role, NodeFacts node, String object, List<AccountFacts> accounts) {
        if (!HARMLESS.contains(role)) {
            return Stream.of();
        }
        Set<String> harmful = new HashSet<>(engine.inspection().bypassesReadOnly());
        harmful.addAll(engine.inspection().hidesFromBinlog());
        Set<String> held = new TreeSet<>();
        accounts.forEach(account -> held.addAll(account.rights()));
        held.retainAll(harmful);
        return held.isEmpty()
                ? Stream.of()
                : Stream.of(
                        Finding.of(Hazard.OWN_ACCOUNT_EXCEEDS, node.node(), object, "has " + String.join(", ", held)));
    }
}

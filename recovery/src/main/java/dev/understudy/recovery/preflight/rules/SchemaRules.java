package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.facts.SchemaFacts;
import dev.understudy.recovery.sql.UncarriedTypes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the primary holds that is not carried, or not well. */
final class SchemaRules implements Rule {

    private static final int NAMED = 3;

    @Override
    public Stream<Finding> look(Facts facts) {
        return facts.writer().stream()
                .flatMap(writer -> Stream.of(
                                tables(writer),
                                uncarried(writer),
                                columns(writer),
                                prepared(writer),
                                definers(facts, writer))
                        .flatMap(found -> found));
    }

    private static Stream<Finding> tables(NodeFacts writer) {
        return writer.schema().tables().stream().flatMap(table -> {
            if (!table.engine().equalsIgnoreCase("InnoDB")) {
                return Stream.of(Finding.of(
                        Hazard.TABLE_ENGINE, writer.node(), "table " + table.name(), "is " + table.engine()));
            }
            return table.hasKey()
                    ? Stream.of()
                    : Stream.of(
                            Finding.of(Hazard.TABLE_WITHOUT_KEY, writer.node(), "table " + table.name(), "has no key"));
        });
    }

    private static Stream<Finding> uncarried(NodeFacts writer) {
        return writer.schema().uncarried().stream()
                .map(object -> Finding.of(Hazard.OBJECT_NOT_CARRIED, writer.node(), object, "is not carried"));
    }

    private static Stream<Finding> columns(NodeFacts writer) {
        return writer.schema().columns().stream()
                .flatMap(column -> UncarriedTypes.reason(column.type()).stream()
                        .map(trouble -> Finding.of(
                                Hazard.COLUMN_TYPE,
                                writer.node(),
                                "column " + column.table() + "." + column.name(),
                                "is " + column.type() + ": " + trouble)));
    }

    private static Stream<Finding> prepared(NodeFacts writer) {
        return writer.prepared() == 0
                ? Stream.of()
                : Stream.of(Finding.of(
                        Hazard.XA_PREPARED, writer.node(), writer.prepared() + " XA transactions", "are prepared"));
    }

    /** Of whom a standby lacks the account that the primary has: one finding for each account. */
    private static Stream<Finding> definers(Facts facts, NodeFacts writer) {
        Set<String> there = accounts(writer);
        return facts.standbys().stream().flatMap(standby -> {
            Set<String> here = accounts(standby);
            Map<String, Set<String>> missing = new TreeMap<>();
            for (SchemaFacts.Definer definer : writer.schema().definers()) {
                if (there.contains(definer.account()) && !here.contains(definer.account())) {
                    missing.computeIfAbsent(definer.account(), any -> new TreeSet<>())
                            .add(definer.object());
                }
            }
            return missing.entrySet().stream()
                    .map(each -> Finding.of(
                            Hazard.DEFINER,
                            standby.node(),
                            "account " + each.getKey(),
                            "is missing, and " + named(each.getValue()) + " act as it"));
        });
    }

    private static String named(Set<String> objects) {
        String some = objects.stream().limit(NAMED).collect(Collectors.joining(", "));
        return objects.size() > NAMED ? some + " and " + (objects.size() - NAMED) + " more" : some;
    }

    private static Set<String> accounts(NodeFacts node) {
        return node.accounts().stream().map(Object::toString).collect(Collectors.toSet());
    }
}

package dev.understudy.recovery.preflight.facts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A server.
 *
 * @param node its name
 * @param variables its global variables, and what its status says of semi-synchronous replication
 * @param setByHand the variables that were changed since its start and that it will not remember
 * @param startedReadOnly whether its own configuration has it come up read-only
 * @param logged which schemas its binlog leaves out; empty for none
 * @param replicatesFrom the servers it is a replica of
 * @param accounts who may log in, with the rights they can have
 * @param schema what it holds
 * @param prepared how many XA transactions are prepared
 * @param ownTransactions what it executed and the cluster does not know: a standby's only
 */
public record NodeFacts(
        String node,
        Map<String, String> variables,
        Set<String> setByHand,
        StartedReadOnly startedReadOnly,
        String logged,
        List<String> replicatesFrom,
        List<AccountFacts> accounts,
        SchemaFacts schema,
        int prepared,
        String ownTransactions) {

    /** Whether a server comes up read-only, as far as it tells. */
    public enum StartedReadOnly {
        YES,
        NO,
        /** The value was changed since the start, and the server does not tell what it was. */
        UNTOLD
    }

    public NodeFacts {
        variables = Map.copyOf(variables);
        setByHand = Set.copyOf(setByHand);
        replicatesFrom = List.copyOf(replicatesFrom);
        accounts = List.copyOf(accounts);
    }

    /** The same with its own transactions seen in another light. */
    public NodeFacts without(UnaryOperator<String> rest) {
        return new NodeFacts(
                node,
                variables,
                setByHand,
                startedReadOnly,
                logged,
                replicatesFrom,
                accounts,
                schema,
                prepared,
                rest.apply(ownTransactions));
    }

    /** A global variable; empty where the server has none of that name. */
    public String variable(String name) {
        return variables.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Whether a variable says ON, YES or 1. */
    public boolean on(String name) {
        return switch (variable(name).toUpperCase(Locale.ROOT)) {
            case "ON", "YES", "1" -> true;
            default -> false;
        };
    }
}

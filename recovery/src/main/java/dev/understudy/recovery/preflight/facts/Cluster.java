package dev.understudy.recovery.preflight.facts;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.events.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the configuration says of a cluster.
 *
 * @param name its name
 * @param engine what its servers are
 * @param addresses where each node listens, in the configuration's order
 * @param zeroLoss whether a commit is to wait until Kafka has it
 * @param accounts the users of Understudy's own accounts
 */
public record Cluster(
        String name,
        Engine engine,
        boolean zeroLoss,
        Map<String, Address> addresses,
        Map<AccountRole, String> accounts) {

    public Cluster {
        addresses = new LinkedHashMap<>(addresses);
        accounts = Map.copyOf(accounts);
    }

    public Set<String> nodes() {
        return addresses.keySet();
    }
}

package dev.understudy.router.balance;

/** The balancer that a configuration asks for. */
public final class Balancers {

    private Balancers() {}

    /** A new one: no two listeners share their turns. */
    public static Balancer of(BalanceConfig config) {
        return switch (config.policy()) {
            case LEAST_CONNECTIONS -> new LeastConnections();
            case ROUND_ROBIN -> new RoundRobin();
            case LATENCY -> new TwoChoices();
            case HASH -> hash(config.hash());
        };
    }

    private static Balancer hash(HashRule rule) {
        double bound = rule.bound() == null ? Double.POSITIVE_INFINITY : rule.bound();
        return switch (rule.table()) {
            case RING -> ConsistentHash.ring(bound);
            case MAGLEV -> ConsistentHash.maglev(bound);
        };
    }
}

package dev.understudy.engine;

/**
 * A set of transactions in an engine's own notation: MySQL's GTID set ({@code uuid:1-7:9}, tags included), or MariaDB's
 * position ({@code 0-1-42}: everything up to that sequence number in its domain). Immutable, a value.
 */
public interface TransactionSet {

    /** The engine's own text, in canonical form; empty for the empty set. */
    String text();

    boolean isEmpty();

    /**
     * @param gtid one transaction's id, such as {@code uuid:7}, {@code uuid:tag:7} or {@code 0-1-42}
     * @throws IllegalArgumentException where it is none
     */
    boolean contains(String gtid);

    boolean containsAll(TransactionSet other);

    /**
     * The server that wrote a transaction, as its id names it: MySQL's server UUID, MariaDB's server id.
     *
     * @throws IllegalArgumentException where it is no such id
     */
    String originOf(String gtid);

    /**
     * What its writer committed before this transaction and is not in the set, since ids of one origin follow one another: the
     * number right before it, or those of a MariaDB domain between the last one and it. An origin of which the set holds nothing
     * yet may begin anywhere.
     *
     * @return in the engine's notation; empty where nothing is missing
     * @throws IllegalArgumentException where it is no such id
     */
    String missingBefore(String gtid);

    /**
     * Another set, from its text in the same notation.
     *
     * @throws IllegalArgumentException where it is none
     */
    TransactionSet read(String text);

    /** This set and one transaction more. */
    TransactionSet plus(String gtid);

    TransactionSet union(TransactionSet other);

    /** What is in this set and not in the other. For MariaDB: the domains' positions that lie beyond the other's. */
    TransactionSet minus(TransactionSet other);

    /**
     * The same for a person: a MariaDB position names everything up to it, so here the numbers that lie beyond the other's, {@code
     * 0-1-8..10}.
     */
    default String beyond(TransactionSet other) {
        return minus(other).text();
    }

    /** How many transactions it holds; for MariaDB the sum of the sequence numbers. */
    long count();
}

package dev.understudy.binlog;

/**
 * What a GTID event announces.
 *
 * @param origin who counts
 * @param number the sequence number
 * @param standalone the transaction is one statement, and ends with it
 * @param xa the transaction is part of a distributed one
 */
public record GtidEvent(Origin origin, long number, boolean standalone, boolean xa) {

    /** The whole id, in the engine's own notation. */
    public String gtid() {
        return origin.gtid(number);
    }

    /**
     * Who counts transactions. A dialect gives the same object for the same origin as long as it does not change from one
     * transaction to the next, so that millions of them can be told apart by their identity.
     *
     * @param name MySQL's {@code uuid} or {@code uuid:tag}, MariaDB's {@code domain-server}
     * @param domain within which numbers follow each other: MySQL's is the name itself, MariaDB's its first part
     * @param separator what stands between the name and a number
     */
    public record Origin(String name, String domain, char separator) {

        public String gtid(long number) {
            return name + separator + number;
        }
    }
}

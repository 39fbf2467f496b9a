package dev.understudy.agent.tail;

/**
 * What a GTID event announces.
 *
 * @param origin who counts: MySQL's {@code uuid} or {@code uuid:tag}, MariaDB's {@code domain-server}
 * @param number the sequence number
 * @param gtid the whole id, in the engine's own notation
 * @param standalone the transaction is one statement, and ends with it
 * @param xa the transaction is part of a distributed one
 */
record GtidEvent(String origin, long number, String gtid, boolean standalone, boolean xa) {}

package dev.understudy.detector.evidence;

/** What is measured of a node over time, beside whether it answers. */
public enum Measure {
    /** Whether its canary commits; only where it answers. */
    COMMITS,
    /** Whether it refuses clients' writes. */
    READ_ONLY,
    /** Whether its connections are used up. */
    USED_UP,
    /** Whether few connections are left. */
    CONNECTIONS,
    MEMORY,
    /** Whether the disk of its data is full, or will be soon. */
    DISK,
    /** How far behind its replay is. */
    LAG,
    /** Whether what it commits reaches those who follow the changelog. */
    CHANGELOG,
    /** Whether it is the only member that is well. */
    LAST_MEMBER,
    /** Whether all members are on its machine. */
    ONE_HOST
}

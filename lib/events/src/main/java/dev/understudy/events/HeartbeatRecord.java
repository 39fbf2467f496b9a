package dev.understudy.events;

/** What is written to {@link Topics#HEARTBEATS}, keyed by the cluster or service whose node it speaks of: some faults only show among its members. */
public sealed interface HeartbeatRecord extends UnderstudyRecord permits SelfReport, Sighting, StandbyReport, LoopBack {

    /** The database cluster or the service that the node belongs to. */
    String scope();

    /** The node that this speaks of. */
    String node();

    /** Who wrote it: an agent, a router, an instance, the recovery service; with its start, so that a restart shows. */
    String writer();

    /** Counts up by one in each record of this writer about this node. */
    long sequence();

    /** When it was written, by the writer's clock. */
    long at();
}

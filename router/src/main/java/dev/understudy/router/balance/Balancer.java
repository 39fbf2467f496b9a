package dev.understudy.router.balance;

/** Chooses one of the open members. What it is asked with decides; there is neither clock nor chance in it. Thread-safe, without locks. */
public interface Balancer {

    /** Where nobody is open. */
    int NOBODY = -1;

    /** @return a place among the snapshot's peers, always of one that is open; {@link #NOBODY} where none is */
    int choose(Snapshot snapshot, Ask ask);
}

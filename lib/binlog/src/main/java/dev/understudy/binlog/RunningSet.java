package dev.understudy.binlog;

/** Collects transactions cheaply, in the order of the log, and gives them as a set's text. Used by one thread. */
public interface RunningSet {

    void add(GtidEvent transaction);

    /** In the engine's own notation; empty if nothing was added. */
    String text();
}

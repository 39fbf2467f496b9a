package dev.understudy.journal;

import dev.understudy.events.Epoch;
import dev.understudy.journal.relay.Relay.Progress;

/**
 * What a keeper is doing.
 *
 * @param epoch whose commits
 * @param attached whether it is connected to the primary
 * @param detail one line for a person
 * @param total figures of all connections before this one
 */
record KeeperState(Epoch epoch, boolean attached, String detail, Progress total) {

    static final KeeperState STARTING = new KeeperState(Epoch.NONE, false, "starting", Progress.NONE);
}

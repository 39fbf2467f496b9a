package dev.understudy.journal;

import dev.understudy.events.Epoch;

/**
 * What a keeper is doing.
 *
 * @param epoch whose commits
 * @param detail one line for a person
 */
record KeeperState(Epoch epoch, String detail) {

    static final KeeperState STARTING = new KeeperState(Epoch.NONE, "starting");
}

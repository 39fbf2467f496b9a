package dev.understudy.events;

/**
 * What is written to {@link Topics#LEASES}: whose commits are acknowledged, by whom, and for how long. The order of the topic's single
 * partition decides: a request behind the close of its epoch is granted to nobody.
 */
public sealed interface LeaseRecord extends UnderstudyRecord
        permits LeaseRequest, EpochClosed, EpochOpened, KeeperStopped {

    String cluster();

    Epoch epoch();

    /** Under which the topic keeps the newest. */
    String key();
}

package dev.understudy.recovery.replay;

/**
 * Who may write to a standby: the server's row in {@code understudy.epoch} names the owner's term, and whoever finds a
 * higher one there stops.
 *
 * @param owner the recovery instance, for people
 * @param term counts the owners of the cluster up
 */
public record Token(String owner, long term) {}

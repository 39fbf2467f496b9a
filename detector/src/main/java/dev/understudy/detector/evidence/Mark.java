package dev.understudy.detector.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Where a node stood when trouble began. It follows from the order of the records alone, so that two detectors which read
 * the same log name an incident alike.
 *
 * @param bootId the server's start as its agent reported it; null where none did
 * @param writer who reported for the node, with its start; empty where nobody did
 * @param lastGoodSequence the sequence of the last report in which the node was well; 0 where there was none
 */
public record Mark(@Nullable String bootId, String writer, long lastGoodSequence) {

    public static final Mark UNKNOWN = new Mark(null, "", 0);

    /** What tells one life of the node from another: the boot id, else the reporting process. */
    public @Nullable String life() {
        return bootId != null ? bootId : writer.isEmpty() ? null : writer;
    }
}

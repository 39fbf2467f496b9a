package dev.understudy.recovery.changelog;

import dev.understudy.events.EpochMarker;
import java.util.List;

/** What the log was found to hold. */
public sealed interface Outcome {

    /**
     * @param transaction with the changes that no {@link Part} had
     * @param parted whether parts came before
     */
    record Whole(SourceTransaction transaction, boolean parted) implements Outcome {}

    /** Some of a large transaction's rows, in order, before its end is known. */
    record Part(String gtid, List<Change> changes) implements Outcome {}

    /** The transaction whose parts came out never happened. */
    record Abandoned(String gtid) implements Outcome {}

    /** @param nextOffset the offset after the marker */
    record EpochBegins(EpochMarker marker, long nextOffset) implements Outcome {}

    record Broken(String reason) implements Outcome {}
}

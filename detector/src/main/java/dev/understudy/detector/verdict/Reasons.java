package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import java.util.Locale;

/** How evidence is put into words for a person. */
final class Reasons {

    private Reasons() {}

    /** What a fault of this kind says of a node. */
    static String claim(FaultKind kind, String node) {
        return switch (kind) {
            case PRIMARY_DOWN -> "the writer " + node + " is down";
            case PRIMARY_HUNG -> "the writer " + node + " hangs";
            case STANDBY_DOWN -> "the standby " + node + " is down";
            case STANDBY_HALTED -> "the replay into the standby " + node + " stands still";
            case STANDBY_DIVERGED -> "the standby " + node + " is not what its primary is";
            case INSTANCE_DOWN -> "the instance " + node + " is down";
            case AGENT_SILENT -> "nothing is heard from " + node + " itself";
            case PRIMARY_STALLED -> "the writer " + node + " answers and commits nothing";
            case PRIMARY_READ_ONLY -> "the writer " + node + " refuses writes, and no plan says why";
            case PRIMARY_SATURATED -> "the writer " + node + " has no connections left";
            case STANDBY_LAGGING -> "the standby " + node + " lags";
            case CHANGELOG_STALLED -> "what the writer " + node + " commits reaches no standby";
            case RESOURCE_EXHAUSTION -> node + " runs out of resources";
            case SINGLE_POINT_OF_FAILURE -> node + " has nobody who could take its place";
        };
    }

    /** {@code PRIMARY_DOWN} in words: {@code primary down}. */
    static String words(FaultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String say(Word word) {
        String value = word.reading().value();
        return word.source().observer() + " (" + word.source().path() + "): "
                + word.reading().what() + (value.isEmpty() ? "" : " [" + value + "]");
    }
}

package dev.understudy.detector.evidence;

/**
 * How a {@link Measure} stands, and since when.
 *
 * @param level how it stands
 * @param threshold what it was compared with
 * @param word the newest look, with the time since when it has been so without a break
 */
public record Seen(Observation.Level level, String threshold, Word word) {

    /** For how long it was seen so: what nobody looked at does not count. */
    public long lasted() {
        return word.heardAt() - word.since();
    }
}

package dev.understudy.detector.evidence;

/**
 * The newest that one path has said of a node.
 *
 * @param source who said it
 * @param reading what it says
 * @param since when this path began to say so without a break
 * @param heardAt when it was last said
 * @param mark where the node stood at {@code since}
 */
public record Word(Source source, Reading reading, long since, long heardAt, Mark mark) {

    public Sign sign() {
        return reading.sign();
    }

    /** Whether something was seen, rather than missed. */
    public boolean positive() {
        return reading.positive();
    }

    /** For a person, with its age in ms. */
    public String text(long now) {
        String value = reading.value().isEmpty() ? "" : " [" + reading.value() + "]";
        String discount = reading.discount().isEmpty() ? "" : ", not counted: " + reading.discount();
        return source.observer() + " (" + source.path() + "), " + (now - heardAt) + " ms ago: " + reading.what() + value
                + discount;
    }

    boolean discounted() {
        return !reading.discount().isEmpty();
    }
}

package dev.understudy.recovery.gaps;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole numbers behind one, up to and with another.
 *
 * @param after exclusive; null for no bound
 * @param upTo inclusive; null for no bound
 */
public record KeySpan(@Nullable BigInteger after, @Nullable BigInteger upTo) {

    public static final KeySpan ALL = new KeySpan(null, null);

    public boolean contains(BigInteger key) {
        return (after == null || key.compareTo(after) > 0) && (upTo == null || key.compareTo(upTo) <= 0);
    }

    /** What is left of it behind a key. */
    public KeySpan behind(BigInteger key) {
        return new KeySpan(key, upTo);
    }

    /** What of it lies up to and with a key. */
    public KeySpan upTo(BigInteger key) {
        return new KeySpan(after, key);
    }

    /**
     * Cuts it into pieces of about as many numbers each, so that several can be copied side by side. The outer bounds stay: numbers
     * beyond the lowest and the highest that are there now belong to the first and the last piece.
     *
     * @param parts how many, at least 1; fewer where there are not as many numbers
     * @param lowest the lowest number that is there
     * @param highest the highest number that is there
     */
    public List<KeySpan> split(int parts, BigInteger lowest, BigInteger highest) {
        List<KeySpan> pieces = new ArrayList<>();
        BigInteger width = highest.subtract(lowest);
        @Nullable BigInteger from = after;
        BigInteger last = lowest;
        for (int i = 1; i < parts; i++) {
            BigInteger at = lowest.add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)));
            if (at.compareTo(last) > 0 && at.compareTo(highest) < 0 && contains(at)) {
                pieces.add(new KeySpan(from, at));
                from = at;
                last = at;
            }
        }
        pieces.add(new KeySpan(from, upTo));
        return pieces;
    }
}

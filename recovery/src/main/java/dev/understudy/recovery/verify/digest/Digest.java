package dev.understudy.recovery.verify.digest;

import java.math.BigInteger;
import java.util.List;

/**
 * What a set of rows comes to: how many there are, and the sums of the four quarters of their hashes. Sums, and not an
 * exclusive or: a row that is there twice must not cancel itself out.
 *
 * @param rows how many
 * @param hashed how many of them have a hash; all, or the comparison says nothing
 * @param sums four
 */
public record Digest(long rows, long hashed, List<BigInteger> sums) {

    public Digest {
        sums = List.copyOf(sums);
    }

    /** Whether it speaks of every row. */
    public boolean isWhole() {
        return rows == hashed;
    }
}

package dev.understudy.recovery.sql;

/**
 * What a row holds of a unique key, as a number: rows that a server would call duplicates have the same one. Others may have it
 * too; that costs time and nothing else.
 *
 * @param value the number
 * @param isNone a NULL is in it: it is no duplicate of anything
 * @param isAny which texts a collation calls the same cannot be told here: it may be a duplicate of every other
 */
record KeyHash(long value, boolean isNone, boolean isAny) {

    static final KeyHash NONE = new KeyHash(0, true, false);
    static final KeyHash ANY = new KeyHash(0, false, true);

    static KeyHash of(long value) {
        return new KeyHash(value, false, false);
    }

    /** Spreads what differs little over all bits (the finalizer of splitmix64). */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

package dev.understudy.router.balance;

/** Hashes that are the same in every router and after every restart. */
public final class Hashing {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hashing() {}

    public static long of(CharSequence text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            hash = (hash ^ (unit & 0xFF)) * PRIME;
            hash = (hash ^ (unit >>> 8)) * PRIME;
        }
        return mixed(hash);
    }

    public static long of(byte[] bytes) {
        long hash = BASIS;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xFF)) * PRIME;
        }
        return mixed(hash);
    }

    /** Each bit of it hangs on every bit of the value. */
    static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

package dev.understudy.router.balance;

/**
 * What is particular of one choice.
 *
 * @param turn counts up with each choice of a listener
 * @param random 64 random bits
 * @param key what the client is told apart by, as a hash
 */
public record Ask(long turn, long random, long key) {

    /** One of so many: the lower half of the random bits. */
    int low(int bound) {
        return (int) (((random & 0xFFFF_FFFFL) * bound) >>> 32);
    }

    /** A number from 0 up to 1: the lower half of the random bits. */
    double lowFraction() {
        return (random & 0xFFFF_FFFFL) * 0x1p-32;
    }

    /** A number from 0 up to 1: the upper half of the random bits. */
    double highFraction() {
        return (random >>> 32) * 0x1p-32;
    }
}

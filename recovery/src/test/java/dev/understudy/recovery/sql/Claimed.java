package dev.understudy.recovery.sql;

import java.util.Arrays;

/** Claims for tests. */
public final class Claimed {

    private Claimed() {}

    public static Claims alone(long... things) {
        Claims claims = new Claims();
        Arrays.stream(things).forEach(claims::alone);
        return claims;
    }

    public static Claims shared(long... things) {
        Claims claims = new Claims();
        Arrays.stream(things).forEach(claims::shared);
        return claims;
    }
}

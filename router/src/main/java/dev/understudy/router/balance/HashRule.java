package dev.understudy.router.balance;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told apart by, and how their keys are spread.
 *
 * @param by {@code client}, the address, if not given
 * @param name the header's or the cookie's
 * @param table {@code ring} if not given
 * @param bound how many times its fair share a member carries at most, 1 or more; null for no bound
 */
public record HashRule(
        By by, @Nullable String name, Table table, @Nullable Double bound) {

    /** By the client's address, on a ring, without a bound. */
    public static final HashRule CLIENT = new HashRule(By.CLIENT, null, Table.RING, null);

    /** What a key is made of. */
    public enum By {
        CLIENT,
        HEADER,
        COOKIE;

        @JsonCreator
        static By of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "client" -> CLIENT;
                case "header" -> HEADER;
                case "cookie" -> COOKIE;
                default -> throw new IllegalArgumentException("by is client, header or cookie, not '" + text + "'");
            };
        }
    }

    /** How keys are spread. */
    public enum Table {
        RING,
        MAGLEV;

        @JsonCreator
        static Table of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "ring" -> RING;
                case "maglev" -> MAGLEV;
                default -> throw new IllegalArgumentException("table is ring or maglev, not '" + text + "'");
            };
        }
    }

    public HashRule {
        by = by == null ? By.CLIENT : by;
        table = table == null ? Table.RING : table;
        if ((by == By.CLIENT) != (name == null || name.isBlank())) {
            throw new IllegalArgumentException("name is for by: header and by: cookie, and they need one");
        }
        if (bound != null && !(bound >= 1)) {
            throw new IllegalArgumentException("bound is 1 or more, not " + bound);
        }
    }
}

package dev.understudy.scenarios.replay;

import java.util.List;

/**
 * A type of column, and values that are easily lost on their way.
 *
 * @param name of the column and of its tables
 * @param type as it is declared
 * @param key how it is named in a key, such as {@code v} or {@code v(20)}; empty where it can be none
 * @param values as SQL, for a session that refuses nothing
 */
record Sample(String name, String type, String key, List<String> values) {

    /** Of a type that can be a key. */
    static Sample of(String name, String type, String... values) {
        return new Sample(name, type, "v", List.of(values));
    }

    /** Of one that is a key by its beginning at most. */
    static Sample byPrefix(String name, String type, String... values) {
        return new Sample(name, type, "v(20)", List.of(values));
    }

    /** Of one that is no key. */
    static Sample keyless(String name, String type, String... values) {
        return new Sample(name, type, "", List.of(values));
    }

    /** The value at this place, and after the last one the first again. */
    String value(int at) {
        return values.get(at % values.size());
    }
}

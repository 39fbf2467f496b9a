package dev.understudy.connect.value;

import java.io.Serializable;

/**
 * A date that the server stores and no calendar has: {@code 0000-00-00}, {@code 2024-00-10}, {@code 2024-02-31}; with the time
 * of day where the column has one.
 *
 * @param text as SQL writes it
 */
public record ImpossibleDate(String text) implements Serializable {

    @Override
    public String toString() {
        return text;
    }
}

package dev.understudy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Acknowledgers.Acknowledges;
import dev.understudy.engine.Acknowledgers.Reader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AcknowledgersTest {

    @Test
    void keepers_and_who_only_reads_are_no_others() {
        assertThat(others(2, Set.of(5L, 6L), yes(5), yes(6), no(7))).isEmpty();
        assertThat(others(0, Set.of())).isEmpty();
    }

    @Test
    void a_session_that_acknowledges_and_is_no_keepers_is_named() {
        assertThat(others(2, Set.of(5L), yes(5), yes(9), no(7))).containsExactly("u@h:9");
        assertThat(others(1, Set.of(5L), yes(9))).as("while the keeper is away").containsExactly("u@h:9");
    }

    @Test
    void where_it_is_not_told_who_does_the_number_tells_that_somebody_does() {
        assertThat(others(1, Set.of(5L), untold(5), untold(7)))
                .as("the connector reads only")
                .isEmpty();
        assertThat(others(2, Set.of(5L), untold(5), untold(9))).containsExactly("u@h:9");
        assertThat(others(2, Set.of(5L), untold(5), untold(7), untold(9))).containsExactly("1 of u@h:7, u@h:9");
    }

    @Test
    void who_cannot_be_seen_is_counted() {
        assertThat(others(3, Set.of(5L), untold(5))).containsExactly("2 whose sessions cannot be seen from here");
        assertThat(others(1, Set.of(5L))).as("where no session is shown").isEmpty();
    }

    private static List<String> others(int clients, Set<Long> keepers, Reader... readers) {
        return new Acknowledgers(clients, List.of(readers), keepers).others();
    }

    private static Reader yes(long connection) {
        return reader(connection, Acknowledges.YES);
    }

    private static Reader no(long connection) {
        return reader(connection, Acknowledges.NO);
    }

    private static Reader untold(long connection) {
        return reader(connection, Acknowledges.UNTOLD);
    }

    private static Reader reader(long connection, Acknowledges acknowledges) {
        return new Reader(connection, "u@h:" + connection, acknowledges);
    }
}

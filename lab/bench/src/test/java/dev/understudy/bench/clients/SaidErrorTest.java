package dev.understudy.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaidErrorTest {

    @Test
    void what_a_server_answers_to_a_statement_names_its_line() {
        assertThat(SaidError.of("ERROR 1053 (08S01) at line 1: Server shutdown in progress"))
                .contains(new SaidError("08S01-1053", Diary.Where.IN_SESSION));
    }

    @Test
    void of_a_statement_that_is_under_way_when_the_connection_ends_the_end_is_unknown() {
        assertThat(SaidError.of("ERROR 2013 (HY000) at line 7: Lost connection to MySQL server during query"))
                .contains(new SaidError("HY000-2013", Diary.Where.COMMITTING));
        assertThat(SaidError.of("ERROR 2006 (HY000) at line 7: MySQL server has gone away"))
                .as("it was not sent")
                .contains(new SaidError("HY000-2006", Diary.Where.IN_SESSION));
    }

    @Test
    void without_a_session_it_is_a_refusal() {
        assertThat(SaidError.of("ERROR 2003 (HY000): Can't connect to MySQL server on '127.0.0.1:1' (111)"))
                .contains(new SaidError("HY000-2003", Diary.Where.CONNECTING));
        assertThat(SaidError.of("ERROR 2003 (HY000) at line 4: Can't connect to MySQL server on '127.0.0.1:1' (111)"))
                .as("when it connects again")
                .contains(new SaidError("HY000-2003", Diary.Where.CONNECTING));
        assertThat(SaidError.of("ERROR 2013 (HY000): Lost connection to MySQL server at 'reading initial"
                        + " communication packet', system error: 0"))
                .as("it had a connection already")
                .contains(new SaidError("HY000-2013", Diary.Where.OPENING));
        assertThat(SaidError.of("ERROR 1105 (HY000): no server for the writer of orders within 30 s"))
                .contains(new SaidError("HY000-1105", Diary.Where.CONNECTING));
    }

    @Test
    void some_have_no_state() {
        assertThat(SaidError.of("ERROR 2006 at line 3: gone")).contains(new SaidError("2006", Diary.Where.IN_SESSION));
    }

    @Test
    void anything_else_is_none() {
        assertThat(SaidError.of("Query OK, 1 row affected")).isEmpty();
        assertThat(SaidError.of("")).isEmpty();
    }
}

package dev.understudy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.WriteWait.Cause;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteWaitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Waiting for semi-sync ACK from replica | SEMI_SYNC",
                "Waiting for semi-sync ACK from slave   | SEMI_SYNC",
                "Waiting for disk space                 | DISK_FULL",
                "Waiting for global read lock           | LOCK",
                "Waiting for commit lock                | LOCK",
                "Waiting for backup lock                | LOCK",
                "Waiting for table metadata lock        | LOCK",
                "waiting for handler commit             | UNKNOWN",
                "System lock                            | UNKNOWN",
                "updating                               | UNKNOWN",
            })
    void a_state_tells_what_is_waited_for_on_either_engine(String state, Cause cause) {
        assertThat(new WaitingSession(state, false, List.of()).why()).isEqualTo(new WriteWait(cause, state));
    }

    @Test
    void a_lock_on_a_row_shows_in_no_state() {
        assertThat(new WaitingSession("Updating", true, List.of()).why().cause())
                .isEqualTo(Cause.LOCK);
    }

    @Test
    void one_that_queues_is_explained_by_the_one_in_front() {
        List<String> others = List.of("", "Waiting for semi-sync ACK from replica");
        WriteWait why = new WaitingSession("waiting for handler commit", false, others).why();
        assertThat(why.cause()).isEqualTo(Cause.SEMI_SYNC);
        assertThat(why.detail()).contains("waiting for handler commit", "semi-sync");
    }

    @Test
    void locks_that_others_wait_for_and_a_session_that_is_gone_explain_nothing() {
        assertThat(new WaitingSession("updating", false, List.of("Waiting for table metadata lock"))
                        .why()
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
        assertThat(new WaitingSession("", false, List.of("Waiting for semi-sync ACK from replica"))
                        .why()
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1114 | The table 'canary' is full                            | DISK_FULL",
                "1030 | Got error 28 from storage engine                      | DISK_FULL",
                "1026 | Error writing file './a.bin' (errno: 28 - No space)   | DISK_FULL",
                "1205 | Lock wait timeout exceeded; try restarting            | LOCK",
                "1223 | Can't execute the query because of a read lock        | LOCK",
                "1290 | The server is running with the --read-only option     | READ_ONLY",
                "1146 | Table 'understudy.canary' doesn't exist               | UNKNOWN",
            })
    void an_error_tells_it_too(int number, String text, Cause cause) {
        assertThat(WriteWait.of(new SQLException(text, "HY000", number))).isEqualTo(new WriteWait(cause, text));
    }
}

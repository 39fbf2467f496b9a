package dev.understudy.scenarios.suites.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterpreterTest {

    private final RecordedSessions sessions = new RecordedSessions();

    private Interpreter play(String text) {
        Interpreter interpreter = new Interpreter(
                sessions,
                path -> path.equals("extra/made.inc")
                        ? Optional.of("eval INSERT INTO t VALUES ($n);")
                        : Optional.empty(),
                Map.of(),
                () -> false);
        interpreter.play(text);
        return interpreter;
    }

    @Test
    void statements_go_to_the_session_that_is_the_current_one() {
        play("""
                connect (con1,localhost,ann,secret,shop);
                INSERT INTO t VALUES (1);
                connection default;
                INSERT INTO t VALUES (2);
                disconnect con1;
                """);

        assertThat(sessions.told)
                .containsExactly(
                        "con1 connects as ann to shop",
                        "con1: INSERT INTO t VALUES (1)",
                        "default: INSERT INTO t VALUES (2)",
                        "con1 disconnects");
    }

    @Test
    void what_a_file_does_on_its_replica_is_passed_over() {
        play("""
                --source include/master-slave.inc
                INSERT INTO t VALUES (1);
                --sync_slave_with_master
                DELETE FROM t;
                --connection master
                INSERT INTO t VALUES (2);
                """);

        assertThat(sessions.told)
                .containsExactly("master: INSERT INTO t VALUES (1)", "look", "master: INSERT INTO t VALUES (2)");
    }

    @Test
    void loops_count_and_conditions_choose() {
        play("""
                let $n= 3;
                while ($n)
                {
                  if ($n == 2)
                  {
                    eval UPDATE t SET a = $n;
                  }
                  if ($n != 2) {
                    eval INSERT INTO t VALUES ($n, '\\$n');
                  }
                  dec $n;
                }
                """);

        assertThat(sessions.told)
                .containsExactly(
                        "default: INSERT INTO t VALUES (3, '$n')",
                        "default: UPDATE t SET a = 2",
                        "default: INSERT INTO t VALUES (1, '$n')");
    }

    @Test
    void a_variable_may_come_from_the_server() {
        sessions.answering("SELECT MAX(a) FROM t", new Sessions.Answer(List.of("MAX(a)"), List.of(List.of("7"))));
        sessions.answering(
                "SHOW STATUS",
                new Sessions.Answer(List.of("name", "value"), List.of(List.of("x", "1"), List.of("y", "2"))));

        play("""
                --let $max= `SELECT MAX(a) FROM t`
                let $second= query_get_value('SHOW STATUS', value, 2);
                eval INSERT INTO t VALUES ($max, $second);
                """);

        assertThat(sessions.told).containsExactly("default: INSERT INTO t VALUES (7, 2)");
    }

    @Test
    void an_include_sees_the_variables() {
        play("let $n= 5;\n--source extra/made.inc\n");

        assertThat(sessions.told).containsExactly("default: INSERT INTO t VALUES (5)");
    }

    @Test
    void what_is_sent_is_reaped() {
        play("send UPDATE t SET a = 1;\nreap;\n");

        assertThat(sessions.told).containsExactly("default sends: UPDATE t SET a = 1", "default reaps");
    }

    @Test
    void what_is_not_played_is_counted_with_its_reason() {
        Interpreter interpreter = play("""
                RESET MASTER;
                SET SESSION binlog_format = 'STATEMENT';
                --perl
                DROP TABLE t;
                EOF
                INSERT INTO t VALUES (1);
                """);

        assertThat(sessions.told).containsExactly("default: INSERT INTO t VALUES (1)");
        assertThat(interpreter.leftOut())
                .containsOnlyKeys(
                        "takes the history of replication away",
                        "leaves the row format, which pre-flight refuses",
                        "the command perl");
    }
}

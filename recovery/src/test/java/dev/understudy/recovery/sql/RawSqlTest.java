package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connect.statement.StatusVariables.Variable;
import dev.understudy.events.RawTransaction;
import dev.understudy.recovery.changelog.Change;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawSqlTest {

    private static final String LATIN1 = "010400000000000000" + "04080008000800";

    @Test
    void a_rescued_definition_has_its_session() {
        RawSql sql = RawSql.of(rescued("CREATE TABLE caf\u00e9 (a INT)"));

        Change.Ddl statement = sql.ddl().get(0);
        assertThat(statement.schema()).isEqualTo("shop");
        assertThat(statement.sql()).isEqualTo("CREATE TABLE café (a INT)");
        assertThat(statement.session().numbers())
                .containsEntry(Variable.SQL_MODE, 4L)
                .doesNotContainKey(Variable.CHARACTER_SET_CLIENT);
    }

    @Test
    void one_that_cannot_be_sent_is_refused() {
        assertThatThrownBy(() -> RawSql.of(rescued("CREATE TABLE t (a INT COMMENT _latin1'\u00e9')")))
                .isInstanceOf(RawSql.UnknownEvent.class)
                .hasMessageContaining("u:9");
    }

    @Test
    void a_savepoint_is_where_it_was_among_the_rows() {
        String rows = event("13", "", "00".repeat(8));
        RawTransaction nested =
                transaction(rows, query("SAVEPOINT `s`"), rows, query("ROLLBACK TO `s`"), rows, query("COMMIT"));

        RawSql sql = RawSql.of(nested);
        assertThat(sql.ddl()).isEmpty();
        assertThat(sql.rows())
                .extracting(each -> each.startsWith("BINLOG") ? "rows" : each)
                .containsExactly("rows", "SAVEPOINT `s`", "rows", "ROLLBACK TO `s`", "rows");
    }

    @Test
    void what_was_taken_back_whole_leaves_nothing() {
        String rows = event("13", "", "00".repeat(8));

        RawSql sql = RawSql.of(transaction(rows, query("SAVEPOINT `s`"), rows, query("ROLLBACK")));
        assertThat(sql.ddl()).isEmpty();
        assertThat(sql.rows()).isEmpty();
    }

    @Test
    void what_a_statement_failed_with_is_known() {
        RawTransaction failed =
                transaction(event("02", "00".repeat(8) + "04" + "1b04" + "1000", body("DROP TABLE a, b")));

        assertThat(RawSql.of(failed).ddl().get(0).error()).isEqualTo(1051);
    }

    private static RawTransaction rescued(String sql) {
        return transaction(query(sql));
    }

    private static RawTransaction transaction(String... events) {
        return new RawTransaction("u:9", "", List.of(events));
    }

    private static String query(String sql) {
        return event("02", "00".repeat(8) + "04" + "0000" + "1000", body(sql));
    }

    private static String body(String sql) {
        return LATIN1 + "73686f7000" + HexFormat.of().formatHex(sql.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String event(String type, String head, String body) {
        String header = "00000000" + type + "00".repeat(14);
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(header + head + body + "00000000"));
    }
}

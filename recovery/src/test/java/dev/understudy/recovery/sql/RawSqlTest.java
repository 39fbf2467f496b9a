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

    private static RawTransaction rescued(String sql) {
        String header = "00000000" + "02" + "00".repeat(14);
        String head = "00".repeat(8) + "04" + "0000" + "1000";
        String body = LATIN1 + "73686f7000" + HexFormat.of().formatHex(sql.getBytes(StandardCharsets.ISO_8859_1));
        byte[] event = HexFormat.of().parseHex(header + head + body + "00000000");
        return new RawTransaction("u:9", "", List.of(Base64.getEncoder().encodeToString(event)));
    }
}

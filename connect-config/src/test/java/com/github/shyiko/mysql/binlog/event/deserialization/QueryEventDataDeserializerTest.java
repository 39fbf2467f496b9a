package com.github.shyiko.mysql.binlog.event.deserialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.understudy.connect.statement.LoggedStatement;
import dev.understudy.connect.statement.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class QueryEventDataDeserializerTest {

    private static final String HEAD = "05000000" + "02000000" + "04" + "0100" + "0900";
    private static final String STATUS = "010200000000000000";
    private static final String SCHEMA = "73686f7000";

    @Test
    void the_event_is_read_whole() throws IOException {
        QueryEventData event = read("BEGIN");

        assertThat(event.getThreadId()).isEqualTo(5);
        assertThat(event.getExecutionTime()).isEqualTo(2);
        assertThat(event.getErrorCode()).isEqualTo(1);
        assertThat(event.getDatabase()).isEqualTo("shop");
        assertThat(event.getSql()).isEqualTo("BEGIN");
    }

    @Test
    void a_definition_brings_its_schema_and_its_session() throws IOException {
        LoggedStatement statement =
                Marker.take(read("CREATE TABLE t (a int)").getSql()).orElseThrow();

        assertThat(statement.schema()).isEqualTo("shop");
        assertThat(statement.sql()).isEqualTo("CREATE TABLE t (a int)");
        assertThat(statement.session().numbers()).containsValue(2L);
    }

    @Test
    void what_follows_the_event_is_not_a_part_of_it() throws IOException {
        byte[] event = HexFormat.of().parseHex(HEAD + STATUS + SCHEMA + "424547494e" + "cafebabe");
        ByteArrayInputStream in = new ByteArrayInputStream(event);
        in.enterBlock(event.length - 4);

        assertThat(new QueryEventDataDeserializer().deserialize(in).getSql()).isEqualTo("BEGIN");
    }

    private static QueryEventData read(String sql) throws IOException {
        String statement = HexFormat.of().formatHex(sql.getBytes(StandardCharsets.UTF_8));
        byte[] event = HexFormat.of().parseHex(HEAD + STATUS + SCHEMA + statement);
        return new QueryEventDataDeserializer().deserialize(new ByteArrayInputStream(event));
    }
}

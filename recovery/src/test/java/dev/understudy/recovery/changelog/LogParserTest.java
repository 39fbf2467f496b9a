package dev.understudy.recovery.changelog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connect.statement.Marker;
import dev.understudy.connect.statement.StatusVariables;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LogParserTest {

    private final LogParser parser = new LogParser();

    @Test
    void a_rows_place_counts_where_its_engine_tells_it() {
        assertThat(place("mysql")).isEqualTo(new LogEntry.Place(4711, 3, LogEntry.Half.WHOLE));
        assertThat(place("mariadb"))
                .as("one position for all events of a transaction: they are numbered")
                .isEqualTo(new LogEntry.Place(9, 3, LogEntry.Half.WHOLE));
    }

    private LogEntry.Place place(String connector) {
        String record = """
                {"op":"c","after":{"id":"1"},"source":{"connector":"%s","name":"orders-e1","gtid":"0-1-7","db":"shop",
                "table":"items","pos":4711,"row":3},"transaction":{"id":"0-1-7","total_order":1}}
                """.formatted(connector);
        return ((LogEntry.Row) new LogParser()
                        .parse(ByteBuffer.wrap(record.getBytes(UTF_8)), new Mark(false, 9, LogEntry.Half.WHOLE)))
                .place();
    }

    @Test
    void a_row() {
        LogEntry.Row row = (LogEntry.Row) parse("""
                {"before":null,"after":{"id":"7","t":"x\\u00e9","b":"\\u0000/w==","n":null},
                 "source":{"version":"3","name":"orders-e1","ts_ms":5,"snapshot":"false","db":"shop","table":"items",
                 "gtid":"u:9","file":"binlog.1","pos":4},
                 "transaction":{"id":"u:9","total_order":3,"data_collection_order":1},"op":"c","ts_ms":6}""");

        assertThat(row.connector()).isEqualTo("orders-e1");
        assertThat(row.gtid()).isEqualTo("u:9");
        assertThat(row.order()).isEqualTo(3);
        assertThat(row.table()).hasToString("shop.items");
        assertThat(row.before()).isNull();
        RowImage after = Objects.requireNonNull(row.after());
        assertThat(after.names()).containsExactly("id", "t", "b", "n");
        assertThat(after.value(0)).isEqualTo("7");
        assertThat(after.value(1)).isEqualTo("xé");
        assertThat(after.value(2)).isEqualTo("\0/w==");
        assertThat(after.value(3)).isNull();
    }

    @Test
    void a_value_that_is_no_text_came_past_the_converter() {
        for (String value : List.of("7", "1.5", "true", "{\"wkb\":\"AQ==\"}", "[1]")) {
            LogEntry entry = parse("{\"op\":\"c\",\"source\":{\"gtid\":\"u:1\",\"db\":\"a\",\"table\":\"b\"},"
                    + "\"after\":{\"id\":\"1\",\"v\":" + value + ",\"n\":null}}");

            assertThat(entry)
                    .isInstanceOfSatisfying(
                            LogEntry.Unreadable.class,
                            halt -> assertThat(halt.reason()).startsWith("column v of a.b came neither"));
        }
    }

    @Test
    void rows_of_one_table_share_their_columns_names() {
        assertThat(names("{\"id\":\"1\",\"n\":\"2\"}")).isSameAs(names("{\"id\":\"3\",\"n\":\"4\"}"));
    }

    @Test
    void the_beginning_and_the_end_of_a_transaction() {
        assertThat(parse("{\"status\":\"BEGIN\",\"id\":\"u:9\",\"ts_ms\":5,\"event_count\":null}"))
                .isEqualTo(new LogEntry.Begin("u:9"));
        assertThat(parse("{\"status\":\"END\",\"id\":\"u:9\",\"ts_ms\":5,\"event_count\":2,\"data_collections\":[{}]}"))
                .isEqualTo(new LogEntry.End("u:9", 2, 5));
    }

    @Test
    void ddl_that_was_streamed_counts_and_the_snapshots_does_not() {
        String ddl = "{\"source\":{\"name\":\"e\",\"ts_ms\":5,\"snapshot\":\"%s\",\"gtid\":\"u:9\"},"
                + "\"databaseName\":\"shop\",\"ddl\":\"DROP TABLE x\",\"tableChanges\":[{\"a\":[1]}]}";

        assertThat(parse(ddl.formatted("false"))).isEqualTo(new LogEntry.Ddl("e", "u:9", "shop", "DROP TABLE x", 5));
        assertThat(parse(ddl.formatted("true"))).isEqualTo(new LogEntry.Nothing());
    }

    @Test
    void ddl_whose_bytes_were_no_utf8_cannot_be_carried_out() {
        LogEntry entry = parse("{\"source\":{\"name\":\"e\",\"ts_ms\":5,\"snapshot\":\"false\",\"gtid\":\"u:9\"},"
                + "\"databaseName\":\"shop\",\"ddl\":\"CREATE TABLE caf\uFFFD (a INT)\"}");

        assertThat(entry).isInstanceOf(LogEntry.Refused.class);
        assertThat(((LogEntry.Refused) entry).reason()).contains("u:9").contains("utf8mb4");
    }

    @Test
    void ddl_that_carries_itself_is_what_it_was_and_not_what_the_connector_made_of_it() {
        String sql = "CREATE DATABASE x /*!40100 DEFAULT CHARACTER SET latin2 */";
        LogEntry.Ddl entry = (LogEntry.Ddl)
                parse(carrying(sql.getBytes(UTF_8)).replace(" /*!40100 DEFAULT CHARACTER SET latin2 */", ""));

        assertThat(entry.statement().schema()).as("not the one that it makes").isEqualTo("shop");
        assertThat(entry.statement().sql()).isEqualTo(sql);
        assertThat(entry.statement().session().numbers()).containsEntry(StatusVariables.Variable.SQL_MODE, 4L);
        assertThat(entry.at()).isEqualTo(5);
    }

    @Test
    void ddl_that_carries_bytes_which_its_client_cannot_have_meant_is_not_carried_out() {
        LogEntry entry = parse(carrying("CREATE TABLE caf\u00e9 (a INT)".getBytes(ISO_8859_1)));

        assertThat(entry).isInstanceOf(LogEntry.Refused.class);
        assertThat(((LogEntry.Refused) entry).reason()).contains("u:9").contains("utf8mb4");
    }

    private static String carrying(byte[] statement) {
        byte[] status = HexFormat.of().parseHex("010400000000000000" + "042d002d002d00");
        return "{\"source\":{\"name\":\"e\",\"ts_ms\":5,\"snapshot\":\"false\",\"gtid\":\"u:9\"},"
                + "\"databaseName\":\"x\",\"ddl\":\"" + Marker.put("shop", status, 0, statement) + "\"}";
    }

    @Test
    void a_heartbeat_is_nothing_and_what_is_none_of_ours_is_foreign() {
        assertThat(parse("{\"ts_ms\":5}")).isEqualTo(new LogEntry.Nothing());
        assertThat(parse("{\"a\":5}")).isInstanceOf(LogEntry.Foreign.class);
        assertThat(parse("[1]")).isInstanceOf(LogEntry.Foreign.class);
        assertThat(parse("{\"op\":\"c\",")).isInstanceOf(LogEntry.Foreign.class);
        assertThat(parse("no JSON")).isInstanceOf(LogEntry.Foreign.class);
        assertThat(parse("")).isInstanceOf(LogEntry.Foreign.class);
    }

    @Test
    void a_row_without_a_gtid_cannot_be_passed_over() {
        assertThat(parse("{\"op\":\"c\",\"source\":{\"gtid\":null},\"after\":{}}"))
                .isInstanceOf(LogEntry.Unreadable.class);
    }

    private String[] names(String after) {
        LogEntry.Row row = (LogEntry.Row) parse(
                "{\"op\":\"c\",\"source\":{\"gtid\":\"u:1\",\"db\":\"a\",\"table\":\"b\"},\"after\":" + after + "}");
        return Objects.requireNonNull(row.after()).names();
    }

    private LogEntry parse(String json) {
        return parser.parse(json.getBytes(UTF_8));
    }
}

package dev.understudy.binlog;

import static dev.understudy.binlog.Boundaries.Place.BEGINS;
import static dev.understudy.binlog.Boundaries.Place.ENDS;
import static dev.understudy.binlog.Boundaries.Place.OUTSIDE;
import static dev.understudy.binlog.Boundaries.Place.WITHIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.binlog.Boundaries.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BoundariesTest {

    private static final int ROWS = 30;

    private final Boundaries mysql = new Boundaries(Dialect.of("mysql"), "binlog.000001");
    private final Boundaries mariadb = new Boundaries(Dialect.of("mariadb"), "binlog.000001");

    @Test
    void a_transaction_of_rows_ends_with_its_xid() throws Exception {
        assertThat(take(mysql, LogEvent.MYSQL_GTID, mysqlGtid(7))).isEqualTo(BEGINS);
        assertThat(take(mysql, LogEvent.QUERY, statement("BEGIN"))).isEqualTo(WITHIN);
        assertThat(take(mysql, ROWS, new byte[20])).isEqualTo(WITHIN);
        assertThat(mysql.isOpen()).isTrue();
        assertThat(take(mysql, LogEvent.XID, new byte[8])).isEqualTo(ENDS);
        assertThat(mysql.transaction().gtid()).isEqualTo("00000000-0000-0000-0000-000000000000:7");
        assertThat(mysql.isOpen()).isFalse();
    }

    @Test
    void a_definition_is_a_transaction_by_itself() throws Exception {
        take(mysql, LogEvent.MYSQL_GTID, mysqlGtid(8));
        assertThat(take(mysql, LogEvent.QUERY, statement("CREATE TABLE t (id INT)")))
                .isEqualTo(ENDS);
        take(mariadb, LogEvent.MARIADB_GTID, mariadbGtid(9, 1));
        assertThat(take(mariadb, LogEvent.QUERY, statement("CREATE TABLE t (id INT)")))
                .isEqualTo(ENDS);
        assertThat(mariadb.transaction().gtid()).isEqualTo("0-1-9");
    }

    @Test
    void what_stands_between_transactions_belongs_to_none() throws Exception {
        assertThat(take(mysql, LogEvent.FORMAT_DESCRIPTION, new byte[80])).isEqualTo(OUTSIDE);
        assertThat(take(mysql, LogEvent.MYSQL_PREVIOUS_GTIDS, new byte[8])).isEqualTo(OUTSIDE);
        assertThat(take(mysql, LogEvent.ROTATE, new byte[20])).isEqualTo(OUTSIDE);
    }

    @Test
    void rows_without_a_transaction_are_refused() {
        assertThatThrownBy(() -> take(mysql, ROWS, new byte[20]))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("outside of any transaction");
    }

    @Test
    void a_transaction_that_has_no_end_before_the_next_is_refused() throws Exception {
        take(mariadb, LogEvent.MARIADB_GTID, mariadbGtid(9, 0));
        assertThatThrownBy(() -> take(mariadb, LogEvent.MARIADB_GTID, mariadbGtid(10, 0)))
                .isInstanceOf(UnreadableBinlog.class)
                .hasMessageContaining("0-1-9 has no end");
    }

    private static Place take(Boundaries boundaries, int type, byte[] body) throws Exception {
        LogEvent event = new LogEvent(type, 1, LogEvent.HEADER + body.length, 4);
        return boundaries.take(
                event,
                most -> ByteBuffer.wrap(body, 0, Math.min(most, body.length))
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] mysqlGtid(long number) {
        return ByteBuffer.allocate(42)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(17)
                .putLong(number)
                .array();
    }

    private static byte[] mariadbGtid(long number, int flags) {
        return ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .putInt(0)
                .put((byte) flags)
                .array();
    }

    private static byte[] statement(String text) {
        byte[] sql = text.getBytes(UTF_8);
        return ByteBuffer.allocate(14 + sql.length + 4).position(14).put(sql).array();
    }
}

package dev.understudy.recovery.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.preflight.facts.NodeFacts.StartedReadOnly;
import dev.understudy.recovery.preflight.facts.SchemaFacts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers' settings are found to be, by themselves and beside one another. */
class SettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void a_cluster_that_is_set_up_well_has_no_finding(String engine) {
        assertThat(Given.of(engine).lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mysql, log_bin, OFF, log-bin",
        "mysql, binlog_format, MIXED, binlog-format",
        "mariadb, binlog_format, STATEMENT, binlog-format",
        "mysql, binlog_row_image, MINIMAL, binlog-row-image",
        "mysql, binlog_row_metadata, MINIMAL, binlog-row-metadata",
        "mysql, binlog_row_value_options, PARTIAL_JSON, binlog-row-value-options",
        "mysql, binlog_transaction_compression, ON, binlog-transaction-compression",
        "mariadb, log_bin_compress, ON, log-bin-compress",
        "mysql, binlog_encryption, ON, binlog-encryption",
        "mariadb, encrypt_binlog, ON, binlog-encryption",
        "mysql, gtid_mode, ON_PERMISSIVE, gtid-mode",
        "mysql, enforce_gtid_consistency, WARN, enforce-gtid-consistency",
        "mariadb, gtid_strict_mode, OFF, gtid-strict-mode",
        "mysql, binlog_expire_logs_seconds, 3600, binlog-expiry"
    })
    void every_node_must_log_so_that_it_can_be_followed(String engine, String variable, String value, String found) {
        assertThat(Given.of(engine).variable("orders-a", variable, value).found())
                .containsExactly(found + " orders-a");
        // The next writer.
        assertThat(Given.of(engine).variable("orders-b", variable, value).found())
                .containsExactly(found + " orders-b");
    }

    @ParameterizedTest
    @CsvSource({"sync_binlog, 0", "innodb_flush_log_at_trx_commit, 2"})
    void only_the_writer_must_be_durable(String variable, String value) {
        assertThat(Given.mysql().variable("orders-a", variable, value).found()).containsExactly("durability orders-a");
        assertThat(Given.mysql().variable("orders-b", variable, value).found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mariadb, gtid_domain_id, 1, gtid-domain",
        "mysql, lower_case_table_names, 1, lower-case-table-names",
        "mysql, character_set_server, latin1, character-set",
        "mysql, collation_server, utf8mb4_bin, character-set",
        "mysql, explicit_defaults_for_timestamp, OFF, explicit-defaults",
        "mysql, default_storage_engine, MyISAM, default-engine",
        "mysql, partial_revokes, ON, partial-revokes",
        "mysql, sql_mode, ANSI, sql-mode",
        "mysql, system_time_zone, CET, time-zone",
        "mysql, time_zone, +02:00, time-zone",
        "mysql, max_allowed_packet, 1048576, max-allowed-packet",
        "mysql, version, 9.6.9, server-version",
        "mysql, server_id, 1, server-id",
        "mysql, server_uuid, uuid-1, server-uuid",
        "mysql, read_only, OFF, two-writers"
    })
    void a_standby_must_be_as_its_primary_and_not_the_same(String engine, String variable, String value, String found) {
        assertThat(Given.of(engine).variable("orders-b", variable, value).found())
                .singleElement()
                .asString()
                .startsWith(found);
    }

    @Test
    void a_standby_may_be_newer_and_take_more() {
        assertThat(Given.mysql()
                        .variable("orders-b", "version", "9.10.0")
                        .variable("orders-b", "max_allowed_packet", "1073741824")
                        .found())
                .isEmpty();
    }

    @Test
    void foreign_keys_that_are_logged_differently_matter_where_there_are_cascades() {
        Given given = Given.mysql()
                .variable("orders-a", "innodb_native_foreign_keys", "OFF")
                .variable("orders-b", "innodb_native_foreign_keys", "ON");
        assertThat(given.found()).isEmpty();

        given.holds(
                "orders-a", new SchemaFacts(List.of(), List.of(), List.of(), List.of(), List.of("shop.order_line"), 0));
        assertThat(given.found()).containsExactly("cascades orders-b");
    }

    @Test
    void an_engine_that_is_not_the_configured_one_is_found() {
        assertThat(Given.mysql()
                        .variable("orders-a", "version", "11.4.5-MariaDB")
                        .found())
                .contains("server-kind orders-a");
    }

    @Test
    void a_binlog_that_leaves_schemas_out_is_found() {
        assertThat(Given.mysql().logs("orders-a", "leaves out audit").lines())
                .containsExactly("binlog-filter: orders-a: the binlog leaves out audit");
    }

    @Test
    void a_server_must_come_up_read_only_as_far_as_it_tells() {
        assertThat(Given.mysql().started("orders-a", StartedReadOnly.NO).found())
                .containsExactly("read-only-at-start orders-a");
        assertThat(Given.mysql().started("orders-a", StartedReadOnly.UNTOLD).found())
                .isEmpty();
        assertThat(Given.mysql().started("orders-a", StartedReadOnly.YES).found())
                .isEmpty();
    }

    @Test
    void a_standby_that_somebody_else_writes_to_is_found() {
        assertThat(Given.mysql().replicates("orders-b", "elsewhere").found())
                .containsExactly("other-replication orders-b");
        assertThat(Given.mysql().wrote("orders-b", "uuid-2:1-3").found())
                .containsExactly("errant-transactions orders-b");
        Given events =
                Given.mysql().variable("orders-b", "event_scheduler", "ON").holds("orders-b", SchemaFacts.EMPTY);
        assertThat(events.found()).isEmpty();
        events.holds("orders-b", new SchemaFacts(List.of(), List.of(), List.of(), List.of(), List.of(), 2));
        assertThat(events.found()).containsExactly("events-run orders-b");
    }
}

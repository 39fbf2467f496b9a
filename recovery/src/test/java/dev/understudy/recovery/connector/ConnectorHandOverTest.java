package dev.understudy.recovery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorHandOverTest {

    private static final Epoch FIRST = Epoch.of(1);
    private static final Epoch SECOND = Epoch.of(2);
    private static final Address B = new Address("10.0.0.2", 3306);
    private static final StartPoint START = new StartPoint("a:1-7", "binlog.000003", 158);
    private static final String OFFSETS =
            "{\"offsets\":[{\"partition\":{\"server\":\"orders-e2\"},\"offset\":{\"file\":\"binlog.000003\",\"pos\":158,\"gtids\":\"a:1-7\"}}]}";

    private final FakeConnect connect = new FakeConnect();
    private final ConnectorHandOver handOver = new ConnectorHandOver(
            "orders",
            new ConnectRest(connect.address(), Duration.ofSeconds(5)),
            new ConnectorHandOver.Source("mysql", "debezium", "secret", Map.of("bootstrap.servers", "127.0.0.1:9092")));

    @AfterEach
    void close() {
        handOver.close();
        connect.close();
    }

    @Test
    void the_new_one_is_created_stopped_told_where_to_begin_and_resumed_before_the_old_one_goes() {
        connect.states.put("orders-e1", "FAILED");
        handOver.handOver(SECOND, B, START, () -> true);
        assertThat(connect.changes)
                .containsExactly("create orders-e2", "offsets orders-e2", "resume orders-e2", "delete orders-e1");
        assertThat(connect.offsets).containsEntry("orders-e2", OFFSETS);
        assertThat(handOver.retired(FIRST)).isTrue();
        assertThat(handOver.retired(SECOND)).isFalse();
        assertThat(handOver.newest()).contains(SECOND);
    }

    @Test
    void a_successor_finishes_from_every_point_at_which_the_first_one_ended() {
        for (int done = 0; done <= 4; done++) {
            connect.states.clear();
            connect.offsets.clear();
            connect.changes.clear();
            connect.states.put("orders-e1", "RUNNING");
            connect.changesAllowed = done;
            if (done < 4) {
                assertThatThrownBy(() -> handOver.handOver(SECOND, B, START, () -> true))
                        .isInstanceOf(ConnectFailure.class);
            } else {
                handOver.handOver(SECOND, B, START, () -> true);
            }
            connect.changesAllowed = Integer.MAX_VALUE;
            handOver.handOver(SECOND, B, START, () -> true);
            assertThat(connect.states).as("after %d changes", done).isEqualTo(Map.of("orders-e2", "RUNNING"));
            assertThat(connect.offsets).containsEntry("orders-e2", OFFSETS);
            assertThat(connect.changes)
                    .as("only the offsets of one that is still stopped are set again")
                    .containsOnlyOnce("create orders-e2", "resume orders-e2", "delete orders-e1");
        }
    }

    @Test
    void one_that_streams_already_is_never_set_back() {
        connect.states.put("orders-e2", "RUNNING");
        handOver.handOver(SECOND, B, START, () -> true);
        assertThat(connect.changes).isEmpty();
    }

    @Test
    void newer_epochs_and_other_clusters_are_left_alone() {
        connect.states.put("orders-e3", "RUNNING");
        connect.states.put("orders-eu-e1", "RUNNING");
        connect.states.put("invoices", "RUNNING");
        handOver.removeOlderThan(SECOND);
        assertThat(connect.changes).isEmpty();
    }

    @Test
    void a_worker_that_rebalances_is_asked_again() {
        connect.rebalancing = 3;
        handOver.start(FIRST, B);
        assertThat(connect.states).containsEntry("orders-e1", "RUNNING");
    }

    @Test
    void only_a_failed_one_is_revived() {
        connect.states.put("orders-e1", "RUNNING");
        assertThat(handOver.revive(FIRST, () -> true)).isFalse();
        connect.states.put("orders-e1", "FAILED");
        assertThat(handOver.state(FIRST))
                .hasValueSatisfying(state -> assertThat(state.trace()).isEqualTo("why"));
        assertThat(handOver.revive(FIRST, () -> true)).isTrue();
        assertThat(connect.changes).containsExactly("restart orders-e1");
    }

    @Test
    void a_worker_that_is_not_there_is_named_with_its_address() {
        ConnectRest nobody = new ConnectRest("http://127.0.0.1:1", Duration.ZERO);
        assertThatThrownBy(nobody::names)
                .isInstanceOf(ConnectFailure.class)
                .hasMessageContaining("GET http://127.0.0.1:1/connectors does not answer");
    }

    @Test
    void a_refusal_is_told_as_connect_tells_it() {
        connect.changesAllowed = 0;
        assertThatThrownBy(() -> handOver.start(FIRST, B)).hasMessageEndingWith("/connectors answers 403: no more");
    }

    @Test
    void each_epoch_has_a_server_id_of_its_own() {
        assertThat(serverId(FIRST)).isNotEqualTo(serverId(SECOND)).isEqualTo(serverId(FIRST));
    }

    @Test
    void the_password_is_in_no_description() {
        assertThat(new ConnectorHandOver.Source("mysql", "debezium", "secret", Map.of()).toString())
                .doesNotContain("secret");
    }

    @Test
    void the_history_s_records_are_debezium_s() {
        assertThat(SchemaHistory.record(
                        "orders-e2", Offsets.offset(START), new SchemaStatement("shop", "CREATE TABLE t (id INT)"), 5))
                .isEqualTo(
                        "{\"source\":{\"server\":\"orders-e2\"},"
                                + "\"position\":{\"file\":\"binlog.000003\",\"pos\":158,\"gtids\":\"a:1-7\"},"
                                + "\"ts_ms\":5,\"databaseName\":\"shop\",\"ddl\":\"CREATE TABLE t (id INT)\",\"tableChanges\":[]}");
    }

    private String serverId(Epoch epoch) {
        return handOver.definition(epoch, B, "STOPPED")
                .lines()
                .filter(line -> line.contains("database.server.id"))
                .findFirst()
                .orElseThrow();
    }
}

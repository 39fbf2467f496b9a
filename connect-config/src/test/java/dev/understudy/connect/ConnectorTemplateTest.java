package dev.understudy.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorTemplateTest {

    private static final Map<String, String> VALUES = Map.of(
            "cluster", "orders",
            "epoch", "3",
            "state", "STOPPED",
            "host", "127.0.0.1",
            "port", "3306",
            "user", "debezium",
            "password", "se\"cr\\et$1",
            "serverId", "7003",
            "bootstrap", "127.0.0.1:9092");

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void every_placeholder_is_filled_and_the_values_are_escaped(String engine) {
        String json = ConnectorTemplate.connector(engine).fill(VALUES);
        assertThat(json)
                .doesNotContain("${")
                .contains("\"name\": \"orders-e3\"", "\"topic.prefix\": \"orders-e3\"")
                .contains("\"transforms.oneTopic.replacement\": \"understudy.orders.changelog\"")
                .contains("\"database.password\": \"se\\\"cr\\\\et$1\"");
    }

    @Test
    void a_missing_value_is_named() {
        Map<String, String> withoutHost = new HashMap<>(VALUES);
        withoutHost.remove("host");
        assertThatThrownBy(() -> ConnectorTemplate.connector("mysql").fill(withoutHost))
                .isInstanceOf(MissingValueException.class)
                .hasMessage("connectors/mysql.json needs a value for ${host}");
    }

    @Test
    void an_unknown_engine_is_refused() {
        assertThatThrownBy(() -> ConnectorTemplate.connector("oracle")).hasMessageContaining("'oracle'");
    }

    @Test
    void both_connectors_differ_only_where_the_engines_do() {
        String mysql = ConnectorTemplate.connector("mysql").fill(VALUES);
        String mariadb = ConnectorTemplate.connector("mariadb").fill(VALUES);
        assertThat(mariadb.lines().filter(line -> !mysql.contains(line)))
                .allMatch(line -> line.contains("connector.class")
                        || line.contains("ssl.mode")
                        || line.contains("\"transforms\"")
                        || line.contains("transforms.event"));
    }
}

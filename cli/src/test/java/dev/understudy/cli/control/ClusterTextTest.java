package dev.understudy.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ClusterTextTest {

    @Test
    void a_cluster_that_is_well_is_told_in_a_few_lines() throws JsonProcessingException {
        assertThat(text("""
                {"epoch": 3, "writer": "orders-a", "mode": "automatic", "owner": "recovery-7", "handedOver": true,
                 "decision": "nothing is wrong with orders-a", "rejoined": {"orders-b": ""},
                 "standbys": {"orders-b": {"state": "FOLLOWING", "lagMillis": 12, "promotable": true, "objection": "",
                   "verified": {"agoSeconds": 200, "differences": 0}}}}""")).isEqualTo("""
                        cluster orders: epoch 3, writer orders-a, automatic fail-over, owned by recovery-7
                          nothing is wrong with orders-a
                          STANDBY          STATE            LAG  VERIFIED       PROMOTABLE
                          orders-b         following      12 ms  3 min ago      yes
                        """);
    }

    @Test
    void what_is_wrong_comes_first_and_says_why() throws JsonProcessingException {
        assertThat(text("""
                {"epoch": 3, "writer": "orders-a", "mode": "automatic", "owner": "recovery-7", "handedOver": false,
                 "decision": "waits", "faults": ["orders-b STANDBY_HALTED: a row"], "rejoined": {"orders-c": "it holds more"},
                 "preflight": {"fatal": ["binlog-format: MIXED"], "warnings": []},
                 "standbys": {"orders-b": {"state": "HALTED", "reason": "a row of shop.orders", "promotable": false,
                   "objection": "does not follow the changelog", "verified": {"differences": 2}}}}"""))
                .contains("  the connector is being handed over")
                .contains("  FAULT orders-b STANDBY_HALTED: a row")
                .contains("  FATAL binlog-format: MIXED")
                .contains("  REFUSED it holds more")
                .contains("halted             -  2 differences  no: it does not follow the changelog")
                .contains("    a row of shop.orders");
    }

    @Test
    void a_service_that_does_not_answer_is_said_in_one_line() throws JsonProcessingException {
        assertThat(text("{\"unknown\": \"recovery does not answer\"}"))
                .isEqualTo("cluster orders: unknown, recovery does not answer\n");
    }

    private static String text(String json) throws JsonProcessingException {
        return ClusterText.of("orders", new ObjectMapper().readTree(json));
    }
}

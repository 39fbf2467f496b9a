package dev.understudy.recovery.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the topics are kept, and what the connector is like. */
class LogTest {

    private static final String CHANGELOG = Topics.changelog("orders");

    @ParameterizedTest
    @CsvSource({
        "cleanup.policy, compact, topic-cleanup",
        "retention.ms, 60000, topic-retention",
        "retention.bytes, 1000000, topic-retention",
        "max.message.bytes, 1048576, topic-message-size",
        "unclean.leader.election.enable, true, unclean-election"
    })
    void a_changelog_that_is_kept_otherwise_is_found(String key, String value, String found) {
        assertThat(Given.mysql().changelog(key, value).found()).containsExactly(found);
        assertThat(Given.mysql().changelog(key, value).lines().get(0)).contains(CHANGELOG, key + "=" + value);
    }

    @Test
    void what_must_never_go_must_not_expire() {
        assertThat(Given.mysql()
                        .topic(Topics.schemaHistory("orders"), 1, 1, "retention.ms", "604800000")
                        .found())
                .containsExactly("topic-expires");
    }

    @Test
    void a_topic_with_several_partitions_or_none_at_all_is_found() {
        assertThat(Given.mysql().topic(CHANGELOG, 3, 1).found()).containsExactly("topic-partitions");
        assertThat(Given.mysql().noTopic(Topics.COMMANDS).lines())
                .containsExactly("topic-missing: topic understudy.commands does not exist");
    }

    @Test
    void heartbeats_may_have_several_partitions_for_several_detectors() {
        assertThat(Given.mysql().topic(Topics.HEARTBEATS, 4, 1).found()).isEmpty();
    }

    @Test
    void copies_are_asked_for_where_there_are_brokers_for_them() {
        int topics = TopicPolicy.shared().size() + TopicPolicy.of("orders").size();
        assertThat(Given.mysql().brokers(3).found()).hasSize(topics).containsOnly("topic-copies");
        assertThat(Given.mysql()
                        .topic(CHANGELOG, 1, 3, "min.insync.replicas", "1")
                        .found())
                .containsExactly("min-insync");
        assertThat(Given.mysql()
                        .topic(CHANGELOG, 1, 3, "min.insync.replicas", "2")
                        .found())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "skipped.operations, t, connector-setting",
        "table.include.list, shop.orders, connector-setting",
        "producer.override.acks, 1, connector-setting",
        "database.server.id, 2, connector-setting server-id",
        "poll.interval.ms, 500, connector-tuning",
        "database.hostname, elsewhere, connector-source"
    })
    void a_connector_that_is_configured_otherwise_is_found(String key, String value, String found) {
        assertThat(Given.mysql().connector(key, value).found()).containsExactlyInAnyOrder(found.split(" ", -1));
    }

    @Test
    void a_key_that_is_missing_is_found() {
        assertThat(Given.mariadb().connectorWithout("skipped.operations").lines())
                .containsExactly("connector-setting: connector orders-e1 lacks skipped.operations=none");
    }

    @Test
    void passwords_are_compared_and_never_shown() {
        assertThat(Given.mysql().connector("database.password", "hunter2").lines())
                .containsExactly(
                        "connector-setting: connector orders-e1 has another database.password than is configured");
        assertThat(Given.mysql()
                        .connector("database.password", "${file:/secrets:p}")
                        .lines())
                .isEmpty();
        assertThat(Given.mysql()
                        .connector("database.password", "hunter2")
                        .facts()
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void a_connector_that_does_not_run_is_fatal_with_what_ended_it() {
        assertThat(Given.mysql().connectorIs("RUNNING", "FAILED").lines())
                .containsExactly("connector-state: connector orders-e1 is FAILED: Error processing row");
        assertThat(Given.mysql().connectorIs("PAUSED", "PAUSED").found()).containsExactly("connector-state");
        assertThat(Given.mysql().connectorIs("RUNNING", "UNASSIGNED").found()).isEmpty();
        assertThat(Given.mysql().noConnector().found()).containsExactly("connector-missing");
    }

    @Test
    void a_worker_that_could_not_run_the_next_connector_is_found() {
        assertThat(Given.mysql()
                        .refused("producer.override.acks", "not allowed")
                        .lines())
                .containsExactly(
                        "connector-refused: connector orders-e1 would be refused for producer.override.acks: not allowed");
        assertThat(Given.mysql().noPlugin().found()).containsExactly("connector-plugin");
    }
}

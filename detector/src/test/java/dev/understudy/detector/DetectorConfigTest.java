package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.config.ConfigurationException;
import dev.understudy.runtime.config.KafkaConfig;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorConfigTest {

    @Test
    void everything_has_a_default() {
        DetectorConfig config = Configs.defaults();
        assertThat(config.name()).isEqualTo("detector");
        assertThat(config.applicationId()).isEqualTo("understudy-detector");
        assertThat(config.instance()).isEqualTo("detector");
        assertThat(config.verdicts().hungConfirm()).hasMillis(800);
        assertThat(config.verdicts().renew()).isNull();
        assertThat(Configs.of("kafka: {bootstrap: 'h:1'}")).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdicts: {hungSuspect: 900ms}      | hungConfirm (800ms) is at least hungSuspect (900ms)",
                "verdicts: {clear: 100ms}            | clear (100ms) is at least withdraw (300ms)",
                "verdicts: {renew: 10ms}             | renew is at least 1s",
                "verdicts: {conditions: {stalledConfirm: 1s}} | stalledConfirm (1000ms) is at least stalledSuspect (3000ms)",
                "verdicts: {conditions: {usedUp: 95}} | usedUp is a share above 0 and up to 1",
                "verdicts: {conditions: {lag: 0ms}}   | lag is above 0ms",
                "verdicts: {conditions: {resources: {memory: 0}}} | memory is a share",
                "verdicts: {conditions: {resources: {diskWindow: 10s}}} | diskWindow is at least 1m",
                "evidence: {goneTtl: 100ms}          | goneTtl (100ms) is at least ttl (1000ms)",
                "evidence: {inFlight: 2s}            | inFlight (2000ms) is below ttl (1000ms)",
                "evidence: {observer: {descriptors: 2}} | descriptors is a share",
                "accrual: {deadline: 100ms}          | deadline (100ms) is above pause (500ms)",
                "accrual: {phi: 0}                   | phi is at least 1",
                "doubt: {grace: 500ms}               | doubt.grace (500ms) is at least evidence.ttl (1000ms)",
                "doubt: {pause: 2s}                  | doubt.pause (2000ms) is at most accrual.pause (500ms)",
                "doubt: {share: 1.5}                 | share is 0 to 1",
                "tick: 1s                            | tick is 1ms to 100ms",
                "name: 'a b'                         | name and instance are letters",
                "http: {port: 70000}                 | a port is 0 to 65535",
                "streams: {group.protocol: streams}  | streams.group.protocol cannot be set",
                "kafka: {consumer.group.instance.id: x} | cannot be set: it is detector.instance",
                "verdict: {}                         | unknown key 'detector.verdict'",
                "tick: 20                            | a duration needs a unit",
            })
    void what_cannot_be_used_is_refused_in_one_line(String yaml, String why) {
        assertThatThrownBy(() -> Configs.of("detector: {" + yaml + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void what_is_passed_through_reaches_the_clients_but_cannot_break_the_design() {
        DetectorConfig config = Configs.of(
                "detector: {name: two, kafka: {security.protocol: SSL}, streams: {consumer.session.timeout.ms: '9000'}}");
        Properties settings = StreamsSettings.of(config, new KafkaConfig("h:1", 3, Map.of("client.dns.lookup", "x")));
        assertThat(settings)
                .containsEntry("bootstrap.servers", "h:1")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("client.dns.lookup", "x")
                .containsEntry("application.id", "understudy-two")
                .containsEntry("group.protocol", "classic")
                .containsEntry("main.consumer.group.instance.id", "two")
                .containsEntry("consumer.session.timeout.ms", "9000")
                .containsEntry("replication.factor", "3");
    }
}

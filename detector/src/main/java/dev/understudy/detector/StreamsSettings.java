package dev.understudy.detector;

import dev.understudy.runtime.config.KafkaConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties of the streams client, each unusual one with its reason.
 *
 * <ul>
 *   <li>{@code group.protocol} stays <b>classic</b>: with {@code streams} the session time-out, standbys and warm-up are
 *       configurations of the group on the broker, and what a client sets is silently ignored. A detector that must come
 *       back within seconds does not leave that to chance.
 *   <li>Membership is <b>static</b> ({@code group.instance.id}): a detector that was killed and started again under its
 *       name takes its partition back at once, while a dynamic member would wait until its former self's session ran out.
 *       The price: after an orderly stop, too, another instance takes over only when the session has run out.
 *   <li>{@code session.timeout.ms} 6 s, the least that a broker allows by default ({@code group.min.session.timeout.ms}).
 *   <li>At least once: verdicts are idempotent by incident, and exactly-once would add its commit interval to each of them.
 *   <li>No linger, short polls, no cache: a verdict leaves when it is found. A commit blocks the thread for a round trip, so
 *       {@code commit.interval.ms} is 5 s; it only decides how much is read again after a crash, as history.
 * </ul>
 */
final class StreamsSettings {

    private static final Map<String, String> FIXED = Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "it is understudy- and detector.name",
            StreamsConfig.GROUP_PROTOCOL_CONFIG, "only classic honours the session time-out set here",
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "verdicts are idempotent, and exactly-once would delay each",
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "it is detector.instance",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "it is kafka.bootstrap");

    private StreamsSettings() {}

    /**
     * @throws IllegalArgumentException where a key is passed through that the detector's design depends on
     */
    static void requireOurs(Map<String, String> passedThrough, String section) {
        passedThrough.keySet().forEach(key -> {
            String bare = key.replaceFirst("^(main\\.|restore\\.|global\\.)?consumer\\.|^producer\\.|^admin\\.", "");
            String reason = FIXED.get(bare.toLowerCase(Locale.ROOT));
            if (reason != null) {
                throw new IllegalArgumentException(section + "." + key + " cannot be set: " + reason);
            }
        });
    }

    static Properties of(DetectorConfig config, KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "5000");
        properties.put(StreamsConfig.POLL_MS_CONFIG, "10");
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, "true");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "0");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "100");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "6000");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "1500");
        // Routes are written in transactions; an aborted one never was.
        properties.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, String.valueOf(kafka.replication()));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        properties.putAll(kafka.client());
        properties.putAll(config.kafka());
        properties.putAll(config.streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instance());
        return properties;
    }
}

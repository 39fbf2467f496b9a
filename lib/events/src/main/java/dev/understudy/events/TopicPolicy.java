package dev.understudy.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is to be created.
 *
 * @param name its name
 * @param partitions how many; 1 where the order of the whole topic matters
 * @param config Kafka's topic configuration: retention, compaction, sizes
 */
public record TopicPolicy(String name, int partitions, Map<String, String> config) {

    /**
     * The largest record of a changelog or journal, 192 MiB: a value of 64 MiB is 86 MiB as base64, and a changed row holds it twice. The
     * broker's, the connector's and the worker's limits are the same.
     */
    public static final int MAX_MESSAGE_BYTES = 192 * 1024 * 1024;

    /** No smaller than the largest record. */
    private static final int JOURNAL_SEGMENT_BYTES = 256 * 1024 * 1024;

    public TopicPolicy {
        config = Map.copyOf(config);
    }

    /** The topics that all clusters share. */
    public static List<TopicPolicy> shared() {
        return List.of(
                heartbeats(),
                new TopicPolicy(Topics.FAULTS, 1, deleteAfter(Duration.ofDays(90))),
                new TopicPolicy(Topics.RECOVERIES, 1, deleteAfter(Duration.ofDays(365))),
                new TopicPolicy(Topics.ROUTES, 1, Map.of("cleanup.policy", "compact")),
                maintenance(),
                // A keeper reads all of it at its start, and only what lies in closed segments is compacted. The
                // broker's
                // clock tells how old a request is.
                new TopicPolicy(
                        Topics.LEASES,
                        1,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "segment.ms",
                                "3600000",
                                "message.timestamp.type",
                                "LogAppendTime")),
                new TopicPolicy(Topics.COMMANDS, 1, deleteAfter(Duration.ofHours(1))));
    }

    /**
     * Whether it may have more partitions than that: what belongs together has one key. Several detectors share the work then.
     */
    public boolean mayHaveMore() {
        return name.equals(Topics.HEARTBEATS);
    }

    /** One clock for all senders, the broker's: what is played again comes in the order and at the time in which it came. */
    private static TopicPolicy heartbeats() {
        Map<String, String> config = new HashMap<>(deleteAfter(Duration.ofHours(6)));
        config.put("message.timestamp.type", "LogAppendTime");
        return new TopicPolicy(Topics.HEARTBEATS, 1, config);
    }

    /** The one that a person's command writes; it may be the first to need it. */
    public static TopicPolicy maintenance() {
        return new TopicPolicy(Topics.MAINTENANCE, 1, Map.of("cleanup.policy", "compact"));
    }

    /** The topics of one cluster. */
    public static List<TopicPolicy> of(String cluster) {
        return List.of(
                new TopicPolicy(Topics.changelog(cluster), 1, log(Duration.ofDays(7))),
                new TopicPolicy(Topics.journal(cluster), 1, journal()),
                new TopicPolicy(Topics.divergent(cluster), 1, log(Duration.ofDays(365))),
                new TopicPolicy(Topics.schemaHistory(cluster), 1, log(null)));
    }

    private static Map<String, String> deleteAfter(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }

    /** Trimmed by proof, never by time: safety.md's rule 5. Only whole segments leave the disk. */
    private static Map<String, String> journal() {
        Map<String, String> config = new HashMap<>(log(null));
        config.put("segment.bytes", Integer.toString(JOURNAL_SEGMENT_BYTES));
        config.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
        return config;
    }

    private static Map<String, String> log(@Nullable Duration retention) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                retention == null ? "-1" : Long.toString(retention.toMillis()),
                "retention.bytes",
                "-1",
                "max.message.bytes",
                Integer.toString(MAX_MESSAGE_BYTES));
    }
}

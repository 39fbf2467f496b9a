package dev.understudy.recovery.preflight.rules;

import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.LogFacts;
import dev.understudy.recovery.preflight.facts.LogFacts.Topic;
import java.util.stream.Stream;

/** The topics as they are, against {@link TopicPolicy}. */
final class TopicRules implements Rule {

    private static final int WELL_COPIED = 3;

    @Override
    public Stream<Finding> look(Facts facts) {
        return facts.topics().stream()
                .flatMap(log -> Stream.concat(
                                TopicPolicy.shared().stream(),
                                TopicPolicy.of(facts.cluster().name()).stream())
                        .flatMap(policy -> judge(policy, log)));
    }

    private static Stream<Finding> judge(TopicPolicy policy, LogFacts log) {
        Topic topic = log.topics().get(policy.name());
        if (topic == null) {
            return Stream.of(found(Hazard.TOPIC_MISSING, policy, "does not exist"));
        }
        return Stream.of(
                        partitions(policy, topic),
                        cleanup(policy, topic),
                        retention(policy, topic),
                        size(policy, topic),
                        copies(policy, topic, log.brokers()),
                        election(policy, topic))
                .flatMap(each -> each);
    }

    private static Stream<Finding> partitions(TopicPolicy policy, Topic topic) {
        boolean well = policy.mayHaveMore()
                ? topic.partitions() >= policy.partitions()
                : topic.partitions() == policy.partitions();
        return well
                ? Stream.of()
                : Stream.of(found(Hazard.TOPIC_PARTITIONS, policy, "has " + topic.partitions() + " partitions"));
    }

    private static Stream<Finding> cleanup(TopicPolicy policy, Topic topic) {
        String wanted = policy.config().getOrDefault("cleanup.policy", "delete");
        String is = topic.setting("cleanup.policy");
        return is.equals(wanted)
                ? Stream.of()
                : Stream.of(found(Hazard.TOPIC_CLEANUP, policy, "has cleanup.policy=" + is + ", not " + wanted));
    }

    private static Stream<Finding> retention(TopicPolicy policy, Topic topic) {
        return Stream.of("retention.ms", "retention.bytes").flatMap(key -> {
            String wanted = policy.config().get(key);
            String is = topic.setting(key);
            if (wanted == null || is.isEmpty() || limit(is) >= limit(wanted)) {
                return Stream.of();
            }
            boolean forEver = "-1".equals(policy.config().get("retention.ms"));
            return Stream.of(found(
                    forEver ? Hazard.TOPIC_EXPIRES : Hazard.TOPIC_RETENTION,
                    policy,
                    "has " + key + "=" + is + ", less than "
                            + (limit(wanted) == Long.MAX_VALUE ? "for ever" : wanted)));
        });
    }

    private static Stream<Finding> size(TopicPolicy policy, Topic topic) {
        String wanted = policy.config().get("max.message.bytes");
        String is = topic.setting("max.message.bytes");
        return wanted == null || is.isEmpty() || Long.parseLong(is) >= Long.parseLong(wanted)
                ? Stream.of()
                : Stream.of(found(
                        Hazard.TOPIC_MESSAGE_SIZE, policy, "has max.message.bytes=" + is + ", less than " + wanted));
    }

    /** One broker can keep one copy; with three there is no reason for fewer. */
    private static Stream<Finding> copies(TopicPolicy policy, Topic topic, int brokers) {
        if (topic.copies() < WELL_COPIED) {
            return brokers < WELL_COPIED
                    ? Stream.of()
                    : Stream.of(found(
                            Hazard.TOPIC_COPIES,
                            policy,
                            "has " + topic.copies() + " of " + brokers + " possible copies"));
        }
        String least = topic.setting("min.insync.replicas");
        return least.isEmpty() || Integer.parseInt(least) >= 2
                ? Stream.of()
                : Stream.of(found(Hazard.MIN_INSYNC, policy, "has min.insync.replicas=" + least));
    }

    private static Stream<Finding> election(TopicPolicy policy, Topic topic) {
        return topic.setting("unclean.leader.election.enable").equals("true")
                ? Stream.of(found(Hazard.UNCLEAN_ELECTION, policy, "has unclean.leader.election.enable=true"))
                : Stream.of();
    }

    private static long limit(String value) {
        long limit = Long.parseLong(value);
        return limit < 0 ? Long.MAX_VALUE : limit;
    }

    /** The router and the detector have topics of their own kind too; none of them orders a promotion around. */
    private static Finding found(Hazard hazard, TopicPolicy policy, String wrong) {
        return Finding.ofCluster(hazard, "topic " + policy.name(), wrong);
    }

    /** Whether the changelog holds anything: whether the cluster has been at work. */
    static boolean atWork(Facts facts) {
        return facts.topics()
                .filter(log -> log.topics()
                        .containsKey(Topics.changelog(facts.cluster().name())))
                .filter(log -> log.changelogEnd() > 0)
                .isPresent();
    }
}

package dev.understudy.recovery.preflight.facts;

import java.util.Map;

/**
 * Kafka's side.
 *
 * @param brokers how many brokers there are
 * @param topics those of the cluster's topics that exist, by name
 * @param changelogEnd where the changelog ends; 0 where it holds nothing yet
 */
public record LogFacts(int brokers, Map<String, Topic> topics, long changelogEnd) {

    /**
     * @param copies of its partitions, the smallest number
     * @param config its configuration, defaults included
     */
    public record Topic(int partitions, int copies, Map<String, String> config) {
        public Topic {
            config = Map.copyOf(config);
        }

        public String setting(String key) {
            return config.getOrDefault(key, "");
        }
    }

    public LogFacts {
        topics = Map.copyOf(topics);
    }
}

package dev.understudy.router.balance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one listener chooses among its members: {@code balance:}. A policy's name alone stands for a policy without more.
 *
 * @param policy {@code least-connections} if not given
 * @param hash what {@code hash} goes by
 * @param slowStart for how long the share of a member that came back grows; 0s, at once
 * @param decay after how long a third of what {@code latency} has measured is left; 10s
 * @param maxLag a reader whose data is older is not chosen; null where age does not matter
 * @param fallback where readers' clients go when no reader is left; the writer
 * @param localEnough which part of the own zone's members must be well for the others to be passed over, 0 to 1; 0.5
 * @param members what is particular of a member, by its name
 * @param outliers when a member is put out of the rotation for what it does; null for never
 */
public record BalanceConfig(
        Policy policy,
        HashRule hash,
        Duration slowStart,
        Duration decay,
        @Nullable Duration maxLag,
        Fallback fallback,
        Double localEnough,
        Map<String, MemberRule> members,
        @Nullable OutlierRule outliers) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** By what a member is chosen. */
    public enum Policy {
        LEAST_CONNECTIONS,
        ROUND_ROBIN,
        LATENCY,
        HASH;

        @JsonCreator
        static Policy of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "least-connections" -> LEAST_CONNECTIONS;
                case "round-robin" -> ROUND_ROBIN;
                case "latency" -> LATENCY;
                case "hash" -> HASH;
                default ->
                    throw new IllegalArgumentException(
                            "policy is least-connections, round-robin, latency or hash, not '" + text + "'");
            };
        }
    }

    /** Where readers' clients go when no reader is left. */
    public enum Fallback {
        WRITER,
        /** They wait. */
        NONE;

        @JsonCreator
        static Fallback of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "writer" -> WRITER;
                case "none" -> NONE;
                default -> throw new IllegalArgumentException("fallback is writer or none, not '" + text + "'");
            };
        }
    }

    /**
     * One member.
     *
     * @param weight its share beside the others, 1 to 100; 1 if not given
     * @param zone where it is; null where that does not matter
     * @param maxConnections how many it carries at most, over HTTP how many requests; null for any number
     */
    public record MemberRule(
            Integer weight, @Nullable String zone, @Nullable Integer maxConnections) {

        /** Nothing particular. */
        public static final MemberRule PLAIN = new MemberRule(1, null, null);

        public MemberRule {
            weight = weight == null ? Integer.valueOf(1) : weight;
            if (weight < 1 || weight > 100) {
                throw new IllegalArgumentException("weight is 1 to 100, not " + weight);
            }
            if (maxConnections != null && maxConnections < 1) {
                throw new IllegalArgumentException("maxConnections is 1 or more, not " + maxConnections);
            }
        }

        /** How many it carries at most. */
        public int most() {
            return maxConnections == null ? Integer.MAX_VALUE : maxConnections;
        }
    }

    public BalanceConfig {
        policy = policy == null ? Policy.LEAST_CONNECTIONS : policy;
        hash = hash == null ? HashRule.CLIENT : hash;
        slowStart = slowStart == null ? Duration.ZERO : slowStart;
        decay = decay == null ? Duration.ofSeconds(10) : decay;
        fallback = fallback == null ? Fallback.WRITER : fallback;
        localEnough = localEnough == null ? Double.valueOf(0.5) : localEnough;
        members = members == null ? Map.of() : Map.copyOf(members);
        if (slowStart.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("slowStart is at most 1h");
        }
        if (decay.toMillis() < 1 || decay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("decay is 1ms to 1h");
        }
        if (maxLag != null && maxLag.toMillis() < 1) {
            throw new IllegalArgumentException("maxLag is 1ms or more");
        }
        if (!(localEnough >= 0 && localEnough <= 1)) {
            throw new IllegalArgumentException("localEnough is 0 to 1, not " + localEnough);
        }
    }

    // Said aloud: beside a second creator Jackson does not take it for granted.
    @JsonCreator
    static BalanceConfig of(
            @JsonProperty("policy") Policy policy,
            @JsonProperty("hash") HashRule hash,
            @JsonProperty("slowStart") Duration slowStart,
            @JsonProperty("decay") Duration decay,
            @JsonProperty("maxLag") @Nullable Duration maxLag,
            @JsonProperty("fallback") Fallback fallback,
            @JsonProperty("localEnough") Double localEnough,
            @JsonProperty("members") Map<String, MemberRule> members,
            @JsonProperty("outliers") @Nullable OutlierRule outliers) {
        return new BalanceConfig(policy, hash, slowStart, decay, maxLag, fallback, localEnough, members, outliers);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static BalanceConfig of(String policy) {
        return of(Policy.of(policy));
    }

    /** A policy, and nothing else. */
    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static BalanceConfig of(Policy policy) {
        return new BalanceConfig(policy, null, null, null, null, null, null, null, null);
    }

    /** The least loaded, and nothing else. */
    public static BalanceConfig defaults() {
        return of(Policy.LEAST_CONNECTIONS);
    }

    /** Whether it says what only readers have. */
    public boolean isOfReaders() {
        return maxLag != null || fallback == Fallback.NONE;
    }

    /** What is particular of a member. */
    public MemberRule member(String node) {
        return members.getOrDefault(node, MemberRule.PLAIN);
    }
}

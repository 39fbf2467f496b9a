package dev.understudy.agent;

import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.route.Reign;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.ServerFacts;
import dev.understudy.events.Epoch;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node may be used as the primary, or as a replica (safety.md, rule 18): what a router or a load balancer asks
 * when it has no Kafka. In doubt the answer is no, with the reason.
 */
final class RoleChecks {

    /**
     * An answer.
     *
     * @param reason one line
     */
    record Answer(boolean yes, String reason) {}

    private final String node;
    private final Reigns reigns;
    private final Memory memory;
    private final Supplier<@Nullable ServerFacts> facts;
    private final LongSupplier wallMillis;

    RoleChecks(
            String node, Reigns reigns, Memory memory, Supplier<@Nullable ServerFacts> facts, LongSupplier wallMillis) {
        this.node = node;
        this.reigns = reigns;
        this.memory = memory;
        this.facts = facts;
        this.wallMillis = wallMillis;
    }

    /**
     * Whether it is the writer.
     *
     * @param least the epoch that the caller knows of
     */
    Answer primary(Epoch least) {
        Reign reign = reigns.get();
        ServerFacts now = facts.get();
        if (reign.highest().isOlderThan(least)) {
            return new Answer(false, "epoch " + reign.highest() + " is the highest known here, not " + least);
        }
        if (reign.roleOf(node) != Reign.Role.WRITER) {
            return new Answer(false, "not the writer of epoch " + reign.highest());
        }
        if (!memory.get().fenced().isOlderThan(reign.highest())) {
            return new Answer(false, "fenced in epoch " + memory.get().fenced());
        }
        if (now == null) {
            return new Answer(false, "the server does not answer");
        }
        return now.readOnly()
                ? new Answer(false, "the server is read-only")
                : new Answer(true, "writer of epoch " + reign.highest());
    }

    /**
     * Whether it is a standby that can be read from.
     *
     * @param most how far it may be behind; null for any
     */
    Answer replica(@Nullable Duration most) {
        ServerFacts now = facts.get();
        if (now == null) {
            return new Answer(false, "the server does not answer");
        }
        if (reigns.get().roleOf(node) == Reign.Role.WRITER || !now.readOnly()) {
            return new Answer(false, "not a standby");
        }
        if (most == null) {
            return new Answer(true, "standby");
        }
        Long applied = now.appliedAtMillis();
        if (applied == null) {
            return new Answer(false, "its lag is not known");
        }
        long lag = Math.max(0, wallMillis.getAsLong() - applied);
        return new Answer(lag <= most.toMillis(), "standby, " + lag + " ms behind at most");
    }
}

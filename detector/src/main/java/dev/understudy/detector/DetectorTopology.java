package dev.understudy.detector;

import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Evidence to verdicts:
 *
 * <pre>
 *   understudy.routes ──▶ keep-routes ──▶ (routes, global)
 *   understudy.recoveries ──▶ keep-plans ──▶ (plans, global)
 *   understudy.maintenance ──▶ keep-maintenances ──▶ (maintenances, global)
 *                                              │
 *   understudy.heartbeats ──▶ heartbeats ──▶ judge-nodes ──▶ faults ──▶ understudy.faults
 *      key: cluster or service                 │               key: cluster or service
 *                                          (open-faults)
 *                                              └─▶ loop-backs ──▶ understudy.heartbeats, the same partition
 * </pre>
 *
 * <p>Heartbeats are keyed by the cluster or service that they speak of, so that all evidence about its nodes meets in one task. Routes and plans
 * of a cluster may lie in another partition; they and maintenances are few, so each instance keeps them all. Keys and
 * values are read as bytes and decoded in the processors: a malformed record is counted there, and can stop nothing.
 *
 * <p>A loop-back is sent as a verdict is, and read as evidence is: what delays it delays both.
 *
 * <p>Only open faults are kept in a store. Evidence is worth nothing after a restart, and is not kept: see
 * {@link dev.understudy.detector.evidence.NodeEvidence}.
 */
final class DetectorTopology {

    static final String ROUTES = "routes";
    static final String PLANS = "plans";
    static final String MAINTENANCES = "maintenances";
    static final String OPEN_FAULTS = "open-faults";
    static final String FAULTS = "faults";
    static final String LOOP_BACKS = "loop-backs";

    private DetectorTopology() {}

    /**
     * @param history how far back to read where nothing was read before
     * @param changes where the judges learn that something was kept
     */
    static Topology of(
            ProcessorSupplier<String, byte[], String, byte[]> judgeNodes, Duration history, KeptChanges changes) {
        Topology topology = new Topology();
        keep(topology, Topics.ROUTES, ROUTES, () -> new NewestKeeper(ROUTES, changes));
        keep(topology, Topics.RECOVERIES, PLANS, () -> new PlanKeeper(changes));
        keep(topology, Topics.MAINTENANCE, MAINTENANCES, () -> new NewestKeeper(MAINTENANCES, changes));
        return topology.addSource(
                        history.isZero() ? AutoOffsetReset.latest() : AutoOffsetReset.byDuration(history),
                        "heartbeats",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.HEARTBEATS)
                .addProcessor("judge-nodes", judgeNodes, "heartbeats")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(OPEN_FAULTS), Serdes.String(), Serdes.ByteArray()),
                        "judge-nodes")
                .addSink(FAULTS, Topics.FAULTS, new StringSerializer(), new ByteArraySerializer(), "judge-nodes")
                .addSink(
                        LOOP_BACKS,
                        Topics.HEARTBEATS,
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        (topic, key, value, partitions) ->
                                Optional.of(Set.of(LoopBacks.partition(String.valueOf(key)))),
                        "judge-nodes");
    }

    private static void keep(
            Topology topology, String topic, String store, ProcessorSupplier<String, byte[], Void, Void> keeper) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "all-" + store,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic,
                "keep-" + store,
                keeper);
    }
}

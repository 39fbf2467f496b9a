package dev.understudy.bench.simulation;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.SelfReport;
import java.util.HashMap;
import java.util.Map;

/**
 * Kafka: takes each sender's records in their order, late, and hands them on in the order in which they came. A sender gives a
 * record up after {@value #STALE_AFTER} ms, as ours do; one that buffers never does. Not thread-safe.
 */
final class Messenger {

    private static final long STALE_AFTER = 400;
    private static final long RETRY = 20;
    private static final long BUFFERED_FOR = 60_000;
    /** How often a fetch is late as well, and with it all that waits for it. */
    private static final double FETCH_LATE = 0.02;

    private final Cluster cluster;
    private final Map<Actor, Long> lastArrival = new HashMap<>();
    private final Map<String, Long> selfReports = new HashMap<>();
    private long away;
    private long fetched;

    Messenger(Cluster cluster) {
        this.cluster = cluster;
    }

    /** No leader takes or hands out anything for so long. */
    void away(long now, long length) {
        away = Math.max(away, now + length);
    }

    void send(Actor sender, HeartbeatRecord record, long at) {
        attempt(sender, record, at, at);
    }

    private void attempt(Actor sender, HeartbeatRecord record, long written, long now) {
        if (!cluster.network.connected(sender.host, Cluster.KAFKA_HOST) || now < away || now < sender.heldUntil()) {
            long patience = sender.buffers() ? BUFFERED_FOR : STALE_AFTER;
            if (now - written < patience && sender.up()) {
                cluster.agenda.at(now + RETRY, () -> attempt(sender, record, written, cluster.agenda.now()));
            }
            return;
        }
        long arrival = Math.max(now + cluster.network.delay(), lastArrival.getOrDefault(sender, 0L));
        if (arrival - written > STALE_AFTER && !sender.buffers()) {
            return;
        }
        lastArrival.put(sender, arrival);
        cluster.agenda.plan(new Delivery(record), arrival);
    }

    /** When a node's own report last reached the detector. */
    long selfReportAt(String node) {
        return selfReports.getOrDefault(node, 0L);
    }

    /** One record on its way. */
    private final class Delivery extends Agenda.Turn {

        private final HeartbeatRecord record;

        Delivery(HeartbeatRecord record) {
            this.record = record;
        }

        @Override
        void come(long now) {
            if (cluster.dice.chance(FETCH_LATE)) {
                fetched = Math.max(fetched, now + cluster.network.delay());
            }
            if (now < Math.max(away, fetched)) {
                cluster.agenda.plan(waiting(), Math.max(away, fetched));
                return;
            }
            hand(now);
        }

        /** What waits for a fetch comes with it, in its order, and is not late a second time. */
        private Agenda.Turn waiting() {
            return new Agenda.Turn() {
                @Override
                void come(long now) {
                    if (now < Math.max(away, fetched)) {
                        cluster.agenda.plan(this, Math.max(away, fetched));
                    } else {
                        hand(now);
                    }
                }
            };
        }

        private void hand(long now) {
            if (record instanceof SelfReport) {
                selfReports.put(record.node(), now);
            }
            cluster.detector.deliver(record, now);
        }
    }
}

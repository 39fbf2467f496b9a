package dev.understudy.detector;

import dev.understudy.events.LoopBack;
import dev.understudy.events.RecordCodec;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;

/** The heartbeats that one task of a detector sends to itself, each to the partition that the task reads. */
final class LoopBacks {

    private final String scope;
    private final String node;
    private final String writer;

    /**
     * @param now ms; tells this start from others
     */
    LoopBacks(DetectorConfig config, TaskId task, long now) {
        scope = config.applicationId();
        node = String.valueOf(task.partition());
        writer = config.instance() + "@" + now;
    }

    Record<String, byte[]> next(long sequence, long now) {
        LoopBack heartbeat = new LoopBack(scope, node, writer, sequence, now);
        return new Record<>(scope + "/" + node, RecordCodec.HEARTBEATS.encode(heartbeat), now);
    }

    /** Whether it was this start of this task that sent it. */
    boolean sent(LoopBack heartbeat) {
        return heartbeat.writer().equals(writer)
                && heartbeat.scope().equals(scope)
                && heartbeat.node().equals(node);
    }

    /** Where a record of this key belongs. */
    static int partition(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
    }
}

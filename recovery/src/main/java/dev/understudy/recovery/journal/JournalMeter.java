package dev.understudy.recovery.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers how much of their disks a journal takes, and how fast that grows. Not thread-safe. */
final class JournalMeter {

    /** Segments come and go whole: over less time a rate says nothing. */
    private static final long OVER_NANOS = Duration.ofMinutes(1).toNanos();

    private final Admin admin;
    private final TopicPartition partition;
    private long firstBytes = -1;
    private long firstAt;
    private long rate;

    JournalMeter(Admin admin, TopicPartition partition) {
        this.admin = admin;
        this.partition = partition;
    }

    JournalSize read(Duration waits) throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        long bytes = -1;
        long usable = -1;
        for (Map<String, LogDirDescription> disks :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription disk : disks.values()) {
                ReplicaInfo replica = disk.replicaInfos().get(partition);
                long free = disk.usableBytes().orElse(-1);
                if (replica != null && (bytes < 0 || free < usable)) {
                    bytes = replica.size();
                    usable = free;
                }
            }
        }
        return new JournalSize(bytes, usable, grows(bytes, System.nanoTime()), waits, "");
    }

    private long grows(long bytes, long now) {
        if (firstBytes < 0 || bytes < 0) {
            firstBytes = bytes;
            firstAt = now;
        } else if (now - firstAt > OVER_NANOS) {
            rate = (bytes - firstBytes) * 1_000_000_000L / (now - firstAt);
            firstBytes = bytes;
            firstAt = now;
        }
        return Math.max(0, rate);
    }
}

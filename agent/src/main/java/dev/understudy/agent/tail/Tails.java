package dev.understudy.agent.tail;

import dev.understudy.agent.memory.Memory;
import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.engine.Engine;
import dev.understudy.events.Command;
import dev.understudy.events.ServerProcess;
import dev.understudy.runtime.OnChange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ships tails one after the other on a thread of its own. A command that was answered is not answered again. */
public final class Tails implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tails.class);
    private static final long REHEARSE_MILLIS = 2_000;

    /**
     * The server whose tail it is.
     *
     * @param engine what kind of server
     * @param folder where its binlog is; null where the configuration does not say
     * @param process its process now
     */
    public record Server(Engine engine, @Nullable BinlogFolder folder, Supplier<@Nullable ServerProcess> process) {}

    private final Server server;
    private final Journal journal;
    private final TailShipper shipper;
    private final Memory memory;
    private final OnChange trouble = new OnChange(LOG, "the binlog's tail");
    private boolean rehearsed;
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tail");
        thread.setDaemon(true);
        return thread;
    });

    public Tails(Map<String, Object> kafka, String cluster, Server server, Memory memory) {
        this.server = server;
        this.journal = Journal.kafka(kafka, cluster);
        this.shipper =
                new TailShipper(server.engine(), server.folder(), journal, server.process(), TailParts.PART_BYTES);
        this.memory = memory;
        work.scheduleWithFixedDelay(this::rehearse, 0, REHEARSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Does all of a rescue but the sending while nothing depends on it, until there was something to rehearse with: says
     * early what could not be rescued, and has everything loaded and connected when it counts.
     */
    private void rehearse() {
        if (rehearsed) {
            return;
        }
        try {
            BinlogFolder folder = server.folder();
            rehearsed = folder == null || shipper.rehearse(folder);
            trouble.well();
        } catch (UnreadableBinlog | IOException | IllegalArgumentException e) {
            trouble.trouble("could not be rescued as it is: " + UnreadableBinlog.reason(e));
        }
        try {
            journal.prepare();
        } catch (KafkaException e) {
            rehearsed = false;
            LOG.debug("the journal is not there yet: {}", e.getMessage());
        }
    }

    /** Takes a command that is for this node. */
    public void take(Command command) {
        work.execute(() -> {
            if (command.id().equals(memory.get().lastTail())) {
                return;
            }
            shipper.ship(command);
            memory.shipped(command.id());
        });
    }

    @Override
    public void close() {
        work.shutdownNow();
        journal.close();
    }
}

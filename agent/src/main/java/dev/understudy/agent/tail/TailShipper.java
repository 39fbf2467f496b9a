package dev.understudy.agent.tail;

import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.TailEnd;
import dev.understudy.events.TailTransaction;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out {@link Command.Kind#SHIP_TAIL} and {@link Command.Kind#SHIP_DIVERGENT}. Whatever happens, it ends with a {@link TailEnd} in the journal, as far as the
 * journal can be written at all. Used by one thread.
 */
final class TailShipper {

    private static final Logger LOG = LoggerFactory.getLogger(TailShipper.class);

    private static final int REHEARSED = 50;

    private final Engine engine;
    private final @Nullable BinlogFolder folder;
    private final Journal journal;
    private final Supplier<@Nullable ServerProcess> process;
    private final int partBytes;

    /**
     * @param folder where the binlog is; null where the configuration does not say
     * @param process the server's process now
     */
    TailShipper(
            Engine engine,
            @Nullable BinlogFolder folder,
            Journal journal,
            Supplier<@Nullable ServerProcess> process,
            int partBytes) {
        this.engine = engine;
        this.folder = folder;
        this.journal = journal;
        this.process = process;
        this.partBytes = partBytes;
    }

    /** Ships, and returns the end as it was written. */
    TailEnd ship(Command command) {
        long start = System.nanoTime();
        int shipped = 0;
        TailEnd end;
        try {
            BinlogFolder source = requireReadable(command);
            TransactionSet after = engine.transactions(command.after() == null ? "" : command.after());
            Tail tail = new TailReader(engine).read(source, after);
            RawFile file = null;
            try {
                for (LoggedTransaction transaction : tail.transactions()) {
                    if (file == null || !file.file().equals(transaction.file())) {
                        close(file);
                        file = RawFile.open(transaction.file());
                    }
                    ship(command, file, transaction);
                    shipped++;
                }
            } finally {
                close(file);
            }
            journal.flush();
            // A server that came up meanwhile may have cut the log, or written on.
            requireReadable(command);
            end = end(command, true, shipped, tail.finalSet(), tail.note());
        } catch (UnreadableBinlog | IOException | IllegalArgumentException | KafkaException e) {
            end = end(command, false, shipped, null, UnreadableBinlog.reason(e));
        }
        try {
            journal.write(end);
            journal.flush();
        } catch (KafkaException e) {
            LOG.error("the end of the tail could not be written: {}", e.getMessage());
        }
        LOG.warn(
                "{} {}: {} transactions shipped in {} ms, {}: {}",
                command.kind(),
                command.id(),
                shipped,
                (System.nanoTime() - start) / 1_000_000,
                end.complete() ? "complete" : "not complete",
                end.reason());
        return end;
    }

    /**
     * Goes through the newest file as a rescue would, and writes nothing.
     *
     * @return whether there were enough transactions in it to have rehearsed with
     */
    boolean rehearse(BinlogFolder source) throws IOException, UnreadableBinlog {
        Tail tail = new TailReader(engine).readNewest(source);
        int count = Math.min(REHEARSED, tail.transactions().size());
        for (LoggedTransaction transaction : tail.transactions()
                .subList(tail.transactions().size() - count, tail.transactions().size())) {
            try (RawFile file = RawFile.open(transaction.file())) {
                TailParts.cut(
                        file,
                        transaction,
                        partBytes,
                        (number, last, part) -> RecordCodec.JOURNAL.encode(
                                new TailTransaction("", Epoch.NONE, "", number, last, part)));
            }
        }
        return count == REHEARSED;
    }

    private void ship(Command command, RawFile file, LoggedTransaction transaction)
            throws IOException, UnreadableBinlog {
        TailParts.cut(
                file,
                transaction,
                partBytes,
                (number, last, part) -> journal.write(
                        new TailTransaction(command.cluster(), command.epoch(), command.id(), number, last, part)));
    }

    private BinlogFolder requireReadable(Command command) throws UnreadableBinlog {
        if (folder == null) {
            throw new UnreadableBinlog("this agent does not know the data folder (agent.dataDir)");
        }
        if (command.kind() == Command.Kind.SHIP_DIVERGENT) {
            // Nothing is promoted on its word.
            return folder;
        }
        ServerProcess now = process.get();
        if (now == null) {
            throw new UnreadableBinlog("no server process has been seen here, so it is not known to have ended");
        }
        if (now.state() != ServerProcess.State.ENDED && !isNamedAndRuns(command, now)) {
            throw new UnreadableBinlog("the server " + now.bootId() + " is " + now.state() + " and may write on");
        }
        if (command.bootId() != null && !command.bootId().equals(now.bootId())) {
            throw new UnreadableBinlog("the server here was " + now.bootId() + ", not " + command.bootId());
        }
        return folder;
    }

    /** Who names a server that runs has seen to it that it takes no writes. */
    private static boolean isNamedAndRuns(Command command, ServerProcess now) {
        return now.state() == ServerProcess.State.RUNNING && now.bootId().equals(command.bootId());
    }

    private static void close(@Nullable RawFile file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private static TailEnd end(
            Command command, boolean complete, int shipped, @Nullable String finalSet, String reason) {
        return new TailEnd(command.cluster(), command.epoch(), command.id(), complete, shipped, finalSet, reason);
    }
}

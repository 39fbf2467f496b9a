package dev.understudy.journal.relay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import dev.understudy.journal.ack.AckLedger;
import dev.understudy.journal.log.Journal;
import dev.understudy.journal.stream.Piece;
import dev.understudy.journal.stream.StreamPosition;
import dev.understudy.journal.stream.TransactionStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Stores what comes from a primary, and acknowledges what is stored while the gate is open.
 *
 * <p>The stream's thread writes; the journal's thread confirms and acknowledges; whoever renews the lease calls {@link #settle()}. No
 * lock is held while something is written to the journal, which may wait for the confirmations of what was written before.
 */
public final class Relay implements TransactionStream.Sink {

    /** After so many transactions a session says anew how far the journal has come. */
    static final int BETWEEN_WORDS = 100;

    /** And before a transaction that comes after so long, ns: what stands before a word may be trimmed one day, what follows never without it. */
    static final long WORD_AFTER_NANOS = 10_000_000_000L;

    /** So much is stored without waiting for what comes next, bytes: a group of commits is smaller, and over a slow line the first need not wait long. */
    private static final int BURST_BYTES = 64 * 1024;

    private final Assignment assignment;
    private final Journal journal;
    private final Gate gate;
    private final Primary primary;
    private final LongSupplier clock;
    private final AckLedger ledger = new AckLedger();
    private final Burst burst = new Burst(BURST_BYTES);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();
    private TransactionSet set;
    private TransactionSet beforeLast;
    private String file = "";
    private String formatDescription = "";
    private int sinceWord;
    private long wordAt;

    /**
     * @param clock ns, never set back
     */
    public Relay(Assignment assignment, Journal journal, Gate gate, Primary primary, LongSupplier clock) {
        this.assignment = assignment;
        this.journal = journal;
        this.gate = gate;
        this.primary = primary;
        this.clock = clock;
        this.set = assignment.from();
        this.beforeLast = set;
    }

    @Override
    public void file(String name, byte[] description) {
        store();
        file = name;
        formatDescription = Base64.getEncoder().encodeToString(description);
        say();
    }

    @Override
    public void piece(Piece piece) {
        burst.add(piece);
        if (burst.isFull()) {
            store();
        }
    }

    @Override
    public void pause() {
        store();
    }

    private void store() {
        for (Piece piece : burst.take()) {
            store(piece);
        }
    }

    private void store(Piece piece) {
        if (piece.number() == 0 && clock.getAsLong() - wordAt > WORD_AFTER_NANOS) {
            say();
        }
        AckLedger.Entry entry;
        synchronized (ledger) {
            entry = piece.last() ? ledger.whole(piece.end(), piece.ackWanted()) : ledger.part();
        }
        RawPart part = new RawPart(
                assignment.cluster(),
                assignment.epoch(),
                assignment.session(),
                piece.gtid(),
                piece.number(),
                piece.last(),
                piece.end().file(),
                piece.end().offset());
        bytes.addAndGet(piece.bytes().length);
        journal.write(part, piece.bytes(), confirming(entry));
        if (piece.last()) {
            beforeLast = set;
            set = set.plus(piece.gtid());
            if (++sinceWord >= BETWEEN_WORDS) {
                say();
            }
        }
    }

    /** The last transaction is left out: whoever goes on from here reads it again. */
    private void say() {
        sinceWord = 0;
        wordAt = clock.getAsLong();
        AckLedger.Entry entry;
        synchronized (ledger) {
            entry = ledger.part();
        }
        journal.write(
                new KeeperSession(
                        assignment.cluster(),
                        assignment.epoch(),
                        assignment.keeper(),
                        assignment.session(),
                        file,
                        formatDescription,
                        beforeLast.text()),
                confirming(entry));
    }

    private Journal.Confirmation confirming(AckLedger.Entry entry) {
        return new Journal.Confirmation() {
            @Override
            public void stored() {
                synchronized (ledger) {
                    ledger.confirmed(entry);
                }
                confirmed.incrementAndGet();
                settle();
            }

            @Override
            public void lost(Exception reason) {
                synchronized (ledger) {
                    ledger.failed();
                }
                primary.giveUp(reason);
            }
        };
    }

    /** Acknowledges what is due, if anything is. To be called after the lease was renewed as well. */
    public void settle() {
        try {
            synchronized (ledger) {
                Optional<StreamPosition> due = ledger.due(ledger.waits() && gate.isOpen());
                if (due.isPresent()) {
                    primary.acknowledge(due.get());
                    acknowledged.incrementAndGet();
                }
            }
        } catch (IOException e) {
            primary.giveUp(e);
        }
    }

    /** What came of it so far. */
    public Progress progress() {
        synchronized (ledger) {
            return new Progress(
                    ledger.transactions(),
                    bytes.get(),
                    acknowledged.get(),
                    confirmed.get(),
                    ledger.unconfirmed(),
                    ledger.waits());
        }
    }

    /**
     * Figures of one connection.
     *
     * @param transactions whole ones that are stored
     * @param bytes written to the journal
     * @param acknowledgements sent to the primary
     * @param confirmed records that Kafka has
     * @param unconfirmed records on their way to Kafka
     * @param waiting whether something is stored that may not be acknowledged yet
     */
    public record Progress(
            long transactions, long bytes, long acknowledgements, long confirmed, int unconfirmed, boolean waiting) {
        public static final Progress NONE = new Progress(0, 0, 0, 0, 0, false);
    }
}

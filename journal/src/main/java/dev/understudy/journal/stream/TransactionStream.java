package dev.understudy.journal.stream;

import dev.understudy.binlog.Boundaries;
import dev.understudy.binlog.Dialect;
import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.io.IOException;

/** Turns a primary's events into transactions cut to the size of records. Pure; used by one thread. */
public final class TransactionStream {

    /** Takes what comes, in its order. */
    public interface Sink {

        /**
         * The events that follow are of this file.
         *
         * @param formatDescription the file's own description of its events
         */
        void file(String name, byte[] formatDescription);

        void piece(Piece piece);

        /** Nothing more has come yet. */
        void pause();
    }

    private final Dialect dialect;
    private final boolean checksums;
    private final PartCutter cutter;
    private final Sink sink;
    private StreamPosition position = StreamPosition.UNKNOWN;
    private Boundaries boundaries;
    private int number;
    private boolean ackWanted;

    /**
     * @param engine {@code mysql} or {@code mariadb}
     * @param checksums whether events carry one
     * @param partBytes the most in a part
     */
    public TransactionStream(String engine, boolean checksums, int partBytes, Sink sink) {
        this.dialect = Dialect.of(engine);
        this.checksums = checksums;
        this.cutter = new PartCutter(partBytes);
        this.sink = sink;
        this.boundaries = new Boundaries(dialect, "");
    }

    /** Where it stands. */
    public StreamPosition position() {
        return position;
    }

    /**
     * Takes the next event.
     *
     * @throws UnreadableBinlog where it cannot be what follows: nothing of it, nor behind it, may be acknowledged
     */
    public void take(StreamedEvent event) throws UnreadableBinlog {
        StreamPosition before = position;
        position = before.after(event, checksums);
        if (!position.file().equals(before.file())) {
            requireWhole(before);
            boundaries = new Boundaries(dialect, position.file());
        }
        if (event.type() == LogEvent.FORMAT_DESCRIPTION) {
            requireWhole(before);
            sink.file(position.file(), event.bytes());
            return;
        }
        if (event.artificial() || event.type() == LogEvent.ROTATE) {
            return;
        }
        switch (place(event)) {
            case OUTSIDE -> {}
            case BEGINS -> {
                number = 0;
                ackWanted = event.ackWanted();
                cut(event, before);
            }
            case WITHIN -> cut(event, before);
            case ENDS -> {
                cut(event, before);
                sink.piece(
                        new Piece(boundaries.transaction().gtid(), number, true, position, ackWanted, cutter.rest()));
            }
        }
    }

    /** Nothing more has come yet. */
    public void pause() {
        sink.pause();
    }

    private Boundaries.Place place(StreamedEvent event) throws UnreadableBinlog {
        try {
            return boundaries.take(event.header(position.offset()), event::body);
        } catch (IOException e) {
            throw new IllegalStateException("an event in memory cannot be read", e);
        }
    }

    private void cut(StreamedEvent event, StreamPosition before) {
        ackWanted |= event.ackWanted();
        for (byte[] part : cutter.add(event.bytes())) {
            sink.piece(new Piece(boundaries.transaction().gtid(), number++, false, before, false, part));
        }
    }

    private void requireWhole(StreamPosition at) throws UnreadableBinlog {
        if (boundaries.isOpen()) {
            throw new UnreadableBinlog("the transaction "
                    + boundaries.transaction().gtid() + " has no end in " + at.file() + " before " + at.offset());
        }
    }
}

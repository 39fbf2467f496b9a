package dev.understudy.journal.primary;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import dev.understudy.journal.ack.AckPacket;
import dev.understudy.journal.stream.StreamPosition;
import dev.understudy.journal.stream.StreamedEvent;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's binlog client as a semi-synchronous replica: it says so before it asks for the binlog, hands events over as they are, and
 * can acknowledge. What it inherits is the handshake and the packets; it keeps no position and no GTID set, and it never connects
 * again by itself.
 *
 * <p>{@link #connect()} returns when the connection has ended, whatever ended it; {@link #end} says what. {@link #acknowledge} and
 * {@link #disconnect()} may be called by other threads.
 */
final class SemiSyncClient extends BinaryLogClient {

    /** Takes the events. */
    interface Receiver {

        /**
         * @param checksums whether events carry one
         * @throws IOException where nothing is wanted any more; the connection ends
         */
        void connected(boolean checksums) throws IOException;

        /**
         * @throws UnreadableBinlog where it cannot go on from here; the connection ends
         */
        void take(StreamedEvent event) throws UnreadableBinlog;

        /** Nothing more has come yet, and the next event may be long in coming. */
        void pause();
    }

    private static final int FIRST_EVENT = 4;

    /** Its every connection is told by the keeper itself. */
    private static final Logger ITS_LOG = Logger.getLogger(SemiSyncClient.class.getName());

    static {
        ITS_LOG.setLevel(Level.WARNING);
    }

    private final Dump dump;
    private final Receiver receiver;
    private final RawEvents events = new RawEvents();
    private volatile @Nullable Exception end;

    SemiSyncClient(Line line, Dump dump, Receiver receiver) {
        super(
                line.primary().address().host(),
                line.primary().address().port(),
                line.primary().account().user(),
                line.primary().account().password());
        this.dump = dump;
        this.receiver = receiver;
        setServerId(dump.serverId());
        setKeepAlive(false);
        setConnectTimeout(line.primary().timeout().toMillis());
        setHeartbeatInterval(line.primary().heartbeat().toMillis());
        // Named, so that nobody asks where the binlog ends: it is read by GTIDs.
        setBinlogFilename("");
        setBinlogPosition(FIRST_EVENT);
        setEventDeserializer(events);
        setSocketFactory(line::socket);
        registerLifecycleListener(new AbstractLifecycleListener() {
            @Override
            public void onCommunicationFailure(BinaryLogClient client, Exception failure) {
                ended(failure);
            }
        });
    }

    /** What ended the connection; null where it was ended from here. */
    @Nullable
    Exception end() {
        return end;
    }

    private void ended(Exception failure) {
        if (end == null) {
            end = failure;
        }
    }

    @Override
    protected void setupGtidSet() {
        // The set is the dump's own.
    }

    @Override
    protected void setupConnection() throws IOException {
        super.setupConnection();
        for (String sql : dump.session()) {
            channel.write(new QueryCommand(sql));
            checkError(channel.read());
        }
    }

    @Override
    protected void requestBinaryLogStream() throws IOException {
        receiver.connected(events.checksums);
        channel.write(dump::request);
    }

    /**
     * Acknowledges everything up to a position.
     *
     * @throws IOException where the connection has ended
     */
    void acknowledge(StreamPosition position) throws IOException {
        PacketChannel open = channel;
        if (open == null) {
            throw new EOFException("not connected");
        }
        byte[] packet = AckPacket.of(position);
        synchronized (this) {
            open.write(() -> packet);
        }
    }

    /** Reads an event's bytes, and leaves them as they are. */
    private final class RawEvents extends EventDeserializer {

        private boolean checksums;

        @Override
        public void setChecksumType(ChecksumType type) {
            checksums = type != ChecksumType.NONE;
        }

        /** The client would go on behind what it cannot read; only the end of the stream ends it. */
        @Override
        public Event nextEvent(ByteArrayInputStream in) throws IOException {
            try {
                receiver.take(read(in));
                if (channel.getInputStream().available() == 0) {
                    receiver.pause();
                }
            } catch (UnreadableBinlog | RuntimeException e) {
                ended(e);
                throw new EOFException(e.getMessage());
            }
            EventHeaderV4 header = new EventHeaderV4();
            header.setEventType(EventType.UNKNOWN);
            return new Event(header, null);
        }

        private StreamedEvent read(ByteArrayInputStream in) throws IOException, UnreadableBinlog {
            byte[] prefix = in.read(StreamedEvent.PREFIX);
            byte[] header = in.read(LogEvent.HEADER);
            long size = StreamedEvent.size(header);
            if (prefix[0] != (byte) 0xEF || size < LogEvent.HEADER || size > Integer.MAX_VALUE - 8) {
                return StreamedEvent.of(prefix, header);
            }
            byte[] event = Arrays.copyOf(header, (int) size);
            in.fill(event, LogEvent.HEADER, event.length - LogEvent.HEADER);
            return StreamedEvent.of(prefix, event);
        }
    }
}

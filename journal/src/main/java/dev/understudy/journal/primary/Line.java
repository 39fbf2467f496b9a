package dev.understudy.journal.primary;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * The way to a primary, and what ends it: any thread may close it, also while it is being laid. It may be laid before it is known what the primary will
 * be asked, and then has to be used soon: a server waits 10 s for a client's first word, and counts those that never came.
 */
public final class Line implements AutoCloseable {

    private static final int HEARTBEATS_MISSED = 5;

    private final PrimaryAddress primary;
    private final Socket socket = new LaidOnce();

    /** One that is not laid yet. */
    public Line(PrimaryAddress primary) {
        this.primary = primary;
    }

    /**
     * Connects.
     *
     * @throws IOException where nobody listens, or the line was closed
     */
    public void lay() throws IOException {
        socket.connect(
                new InetSocketAddress(
                        primary.address().host(), primary.address().port()),
                (int) primary.timeout().toMillis());
    }

    PrimaryAddress primary() {
        return primary;
    }

    /** The socket, connected or not: connecting it once more does nothing. */
    Socket socket() throws SocketException {
        socket.setTcpNoDelay(true);
        // A primary that sends no heartbeat any more has gone, though nobody closed the connection.
        socket.setSoTimeout(
                (int) primary.heartbeat().multipliedBy(HEARTBEATS_MISSED).toMillis());
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no further use either way.
        }
    }

    private static final class LaidOnce extends Socket {
        @Override
        public void connect(SocketAddress to, int timeoutMillis) throws IOException {
            if (!isConnected()) {
                super.connect(to, timeoutMillis);
            }
        }
    }
}

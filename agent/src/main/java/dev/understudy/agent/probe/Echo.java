package dev.understudy.agent.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observer's test of itself: a connection to a listener of its own over loop-back. Where that is slow too, it is the
 * observer that is sick, or the whole machine.
 */
final class Echo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Echo.class);
    private static final int TIMEOUT_MILLIS = 1_000;

    private final ServerSocket listener;

    Echo() throws IOException {
        listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    /** How long connecting and one byte back took, ms; null where it did not succeed within a second. */
    @Nullable
    Double measure() {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket.getInputStream().read() < 0 ? null : (Double) ((System.nanoTime() - start) / 1e6);
        } catch (IOException e) {
            LOG.debug("echo: {}", e.toString());
            return null;
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write('E');
            } catch (IOException e) {
                LOG.debug("echo: {}", e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

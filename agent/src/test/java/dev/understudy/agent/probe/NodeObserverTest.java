package dev.understudy.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.server.Sessions;
import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;
import dev.understudy.runtime.config.Account;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeObserverTest {

    private static final byte[] GREETING = {2, 0, 0, 0, 10, 0};
    private static final byte[] TOO_MANY = {6, 0, 0, 0, (byte) 0xff, 16, 4, 'f', 'u', 'l'};

    private final BlockingQueue<Probe> seen = new LinkedBlockingQueue<>();

    @Test
    void a_server_that_greets_has_answered_and_once_gone_it_refuses() throws Exception {
        FakeServer server = new FakeServer(GREETING);
        try (NodeObserver observer = observer(server.port(), Duration.ofMillis(50))) {
            assertThat(observer).isNotNull();
            assertThat(next().outcome()).isEqualTo(Outcome.ANSWERED);
            server.close();
            Probe probe = next();
            while (probe.outcome() != Outcome.REFUSED) {
                probe = next();
            }
        }
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_silent() throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                NodeObserver observer = observer(server.getLocalPort(), Duration.ofMillis(50))) {
            assertThat(observer).isNotNull();
            Probe probe = next();
            assertThat(probe.outcome()).isEqualTo(Outcome.SILENT);
            assertThat(probe.millis()).isGreaterThanOrEqualTo(190);
        }
    }

    @Test
    void a_server_that_takes_no_more_connections_has_failed_and_says_why() throws Exception {
        try (FakeServer server = new FakeServer(TOO_MANY);
                NodeObserver observer = observer(server.port(), Duration.ofMillis(50))) {
            assertThat(observer).isNotNull();
            Probe probe = next();
            assertThat(probe.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(probe.findsItFull()).isTrue();
            assertThat(probe.detail()).isEqualTo("ful");
        }
    }

    @Test
    void an_exception_says_what_was_seen_and_no_more() {
        assertThat(outcome(new ConnectException("Connection refused"))).isEqualTo(Outcome.REFUSED);
        assertThat(outcome(new ConnectException("Connection timed out"))).isEqualTo(Outcome.SILENT);
        assertThat(outcome(new SocketTimeoutException("Read timed out"))).isEqualTo(Outcome.SILENT);
        assertThat(outcome(new SocketException("Connection reset"))).isEqualTo(Outcome.RESET);
        assertThat(outcome(new EOFException())).isEqualTo(Outcome.RESET);
        assertThat(outcome(new SocketException("Too many open files"))).isEqualTo(Outcome.FAILED);
        assertThat(outcome(new SQLException("Access denied", "28000", 1045))).isEqualTo(Outcome.FAILED);
        assertThat(outcome(new SQLException("link", "08S01", 0, new ConnectException("Connection refused"))))
                .isEqualTo(Outcome.REFUSED);
        assertThat(outcome(new IOException("whatever"))).isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_connection_to_oneself_comes_back() throws IOException {
        try (Echo echo = new Echo()) {
            assertThat(echo.measure()).isNotNull().isLessThan(1_000);
        }
    }

    private static Outcome outcome(Exception e) {
        return Outcomes.of(e, 1).outcome();
    }

    private NodeObserver observer(int port, Duration interval) {
        Sessions sessions =
                new Sessions(Engine.named("mysql"), new Address("127.0.0.1", port), new Account("agent", null, null));
        return new NodeObserver(
                "orders-b", sessions, interval, Duration.ofMillis(200), (node, probe, ago) -> seen.add(probe));
    }

    private Probe next() throws InterruptedException {
        Probe probe = seen.poll(20, TimeUnit.SECONDS);
        if (probe == null) {
            throw new AssertionError("nothing was seen");
        }
        return probe;
    }

    /** Sends each connection the same first packet; cuts all of them when it is closed, as a kernel does for a dead process. */
    private static final class FakeServer implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new ArrayList<>();

        private final Thread thread;

        FakeServer(byte[] greeting) throws IOException {
            thread = new Thread(() -> serve(greeting), "fake-server");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        private void serve(byte[] greeting) {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    synchronized (open) {
                        open.add(socket);
                    }
                    socket.getOutputStream().write(greeting);
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (open) {
                for (Socket socket : open) {
                    socket.close();
                }
            }
        }
    }
}

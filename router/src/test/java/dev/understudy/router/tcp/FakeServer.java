package dev.understudy.router.tcp;

import dev.understudy.events.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks first, on a free port. What it does after its greeting is given by the test. */
final class FakeServer implements AutoCloseable {

    static final Conversation ECHO = socket -> {
        InputStream in = socket.getInputStream();
        byte[] space = new byte[8192];
        for (int read = in.read(space); read >= 0; read = in.read(space)) {
            socket.getOutputStream().write(space, 0, read);
        }
    };
    /** It listens, answers nothing, and ends when its client does. */
    static final Conversation NOTHING = socket -> {
        byte[] space = new byte[8192];
        while (socket.getInputStream().read(space) >= 0) {
            continue;
        }
    };

    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    private final ServerSocket listening;
    private final byte[] greeting;
    private final Conversation conversation;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What is said on one connection after the greeting. */
    interface Conversation {
        void with(Socket socket) throws IOException;
    }

    private FakeServer(int port, byte[] greeting, Conversation conversation) throws IOException {
        this.greeting = greeting.clone();
        this.conversation = conversation;
        this.listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        threads.execute(this::accept);
    }

    /** Greets with its name, and answers with what it is sent. */
    static FakeServer echo(String name) {
        return start(0, greeting(name), ECHO);
    }

    static FakeServer start(int port, byte[] greeting, Conversation conversation) {
        try {
            return new FakeServer(port, greeting, conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A packet of protocol version 10. */
    static byte[] greeting(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] packet = new byte[5 + text.length];
        packet[0] = (byte) (1 + text.length);
        packet[4] = 10;
        System.arraycopy(text, 0, packet, 5, text.length);
        return packet;
    }

    /** An error packet in place of a greeting. */
    static byte[] error(int code) {
        return new byte[] {3, 0, 0, 0, (byte) 0xff, (byte) code, (byte) (code >> 8)};
    }

    int port() {
        return listening.getLocalPort();
    }

    Address address() {
        return new Address("127.0.0.1", port());
    }

    int accepted() {
        return accepted.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                accepted.add(socket);
                if (greeting.length > 0) {
                    socket.getOutputStream().write(greeting);
                }
                threads.execute(() -> converse(socket));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            conversation.with(socket);
        } catch (IOException e) {
            // The other side went away.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : accepted) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}

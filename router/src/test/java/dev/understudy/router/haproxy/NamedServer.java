package dev.understudy.router.haproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.events.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says who it is, and then says back what it is told. It remembers when it was connected to. */
final class NamedServer implements AutoCloseable {

    private final String name;
    private final ServerSocket listening;
    private final List<Long> acceptedAt = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    NamedServer(String name) throws IOException {
        this.name = name;
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    Address address() {
        return new Address("127.0.0.1", listening.getLocalPort());
    }

    /** {@code System.nanoTime()} of each connection. */
    List<Long> acceptedAt() {
        return List.copyOf(acceptedAt);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                acceptedAt.add(System.nanoTime());
                sockets.add(socket);
                inBackground(() -> converse(socket));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.getOutputStream().write((name + "\n").getBytes(US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The other side went away.
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "named-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

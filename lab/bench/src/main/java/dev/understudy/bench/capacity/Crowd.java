package dev.understudy.bench.capacity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that connect and then do nothing. Used by one thread. */
final class Crowd implements AutoCloseable {

    private final List<SocketChannel> clients = new ArrayList<>();
    private int greeted;

    /** Connects them, one after the other, to a port of this machine. */
    void join(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            client.configureBlocking(false);
            clients.add(client);
        }
    }

    int size() {
        return clients.size();
    }

    /**
     * Waits until a server has spoken to each of them.
     *
     * @throws IOException where that is not so in time, or one is cut off
     */
    void awaitGreetings(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        ByteBuffer space = ByteBuffer.allocate(64);
        while (greeted < clients.size()) {
            int read = clients.get(greeted).read(space.clear());
            if (read < 0) {
                throw new IOException("client " + greeted + " of " + clients.size() + " was cut off");
            } else if (read > 0) {
                greeted++;
            } else if (System.nanoTime() > end) {
                throw new IOException(greeted + " of " + clients.size() + " clients were greeted within " + patience);
            } else {
                Thread.sleep(10);
            }
        }
    }

    /**
     * @throws IOException where somebody was spoken to, or was cut off
     */
    void requireSilence() throws IOException {
        ByteBuffer space = ByteBuffer.allocate(64);
        for (SocketChannel client : clients) {
            if (client.read(space.clear()) != 0) {
                throw new IOException("a client that should wait was answered, or cut off");
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        clients.clear();
        greeted = 0;
    }
}

package dev.understudy.router.haproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The runtime API over its socket, of this machine or over TCP. Each command has a connection of its own: HAProxy closes it after
 * the answer, so that the end is known without a look into it. Thread-safe.
 */
final class RuntimeSocket implements RuntimeApi {

    /** A backend of a thousand servers shows less than a megabyte. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Supplier<SocketAddress> address;
    private final Duration longest;

    /**
     * @param address asked for each command
     * @param longest for one command, from the connect to the answer's end
     */
    RuntimeSocket(Supplier<SocketAddress> address, Duration longest) {
        this.address = address;
        this.longest = longest;
    }

    @Override
    public String ask(String command) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        SocketAddress at = address.get();
        if (at instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new IOException("nobody knows where " + inet.getHostString() + " is");
        }
        try (SocketChannel channel = open(at);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            boolean connected = channel.connect(at);
            while (!connected) {
                await(selector, deadline);
                connected = channel.finishConnect();
            }
            key.interestOps(SelectionKey.OP_WRITE);
            ByteBuffer question = ByteBuffer.wrap((command + "\n").getBytes(US_ASCII));
            while (question.hasRemaining()) {
                if (channel.write(question) == 0) {
                    await(selector, deadline);
                }
            }
            key.interestOps(SelectionKey.OP_READ);
            return answer(channel, selector, deadline);
        }
    }

    private static SocketChannel open(SocketAddress at) throws IOException {
        return at instanceof InetSocketAddress
                ? SocketChannel.open()
                : SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    }

    private String answer(SocketChannel channel, Selector selector, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer space = ByteBuffer.allocate(16 * 1024);
        for (int read = channel.read(space); read >= 0; read = channel.read(space)) {
            if (read == 0) {
                await(selector, deadline);
            }
            answer.write(space.array(), 0, space.position());
            space.clear();
            if (answer.size() > MOST_BYTES) {
                throw new IOException("it answers with more than " + MOST_BYTES + " bytes");
            }
        }
        if (answer.size() == 0) {
            throw new IOException("it closed the connection without an answer");
        }
        return answer.toString(US_ASCII);
    }

    private void await(Selector selector, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        // 0 would wait for ever.
        if (left > 0) {
            selector.select(left);
        }
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
        if (System.nanoTime() - deadline >= 0) {
            throw new SocketTimeoutException("no whole answer within " + longest.toMillis() + " ms");
        }
    }
}

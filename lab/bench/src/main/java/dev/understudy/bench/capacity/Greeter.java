package dev.understudy.bench.capacity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What a database server is to a router whose clients ask nothing: it accepts, greets, and ends when its client does. */
final class Greeter implements AutoCloseable {

    /** MySQL's packet: three bytes of length, a number, and the protocol's version. What follows nobody reads here. */
    private static final byte[] GREETING = {5, 0, 0, 0, 10, '9', '.', '7', 0};

    private final Selector selector;
    private final ServerSocketChannel listening;
    private final ByteBuffer space = ByteBuffer.allocate(1024);
    private final Thread thread = new Thread(this::run, "greeter");

    private Greeter(Selector selector, ServerSocketChannel listening) {
        this.selector = selector;
        this.listening = listening;
        thread.setDaemon(true);
    }

    static Greeter start() throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 4096);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        Greeter greeter = new Greeter(selector, listening);
        greeter.thread.start();
        return greeter;
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException | ClosedSelectorException e) {
            // The end of the bench.
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = listening.accept();
                client.configureBlocking(false);
                client.write(ByteBuffer.wrap(GREETING));
                client.register(selector, SelectionKey.OP_READ);
            } else if (((SocketChannel) key.channel()).read(space.clear()) < 0) {
                key.channel().close();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

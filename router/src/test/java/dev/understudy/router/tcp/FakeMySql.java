package dev.understudy.router.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that greets with its name and then sends back what it gets. */
public final class FakeMySql implements AutoCloseable {

    private final ServerSocket listening;
    private final byte[] greeting;
    private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    public FakeMySql(char name) throws IOException {
        this(name, 0);
    }

    public FakeMySql(char name, int port) throws IOException {
        this.listening = new ServerSocket(port, 1_000, InetAddress.getLoopbackAddress());
        this.greeting = new byte[] {2, 0, 0, 0, 10, (byte) name};
        thread(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket session = listening.accept();
                sessions.add(session);
                accepted.incrementAndGet();
                thread(() -> serve(session));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket session) {
        try (session) {
            OutputStream out = session.getOutputStream();
            out.write(greeting);
            out.flush();
            InputStream in = session.getInputStream();
            byte[] buffer = new byte[8_192];
            int read = in.read(buffer);
            while (read >= 0) {
                out.write(buffer, 0, read);
                out.flush();
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // The other side has gone.
        } finally {
            sessions.remove(session);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "fake-mysql");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket session : sessions) {
            session.close();
        }
    }
}

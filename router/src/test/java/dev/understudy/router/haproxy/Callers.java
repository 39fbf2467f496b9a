package dev.understudy.router.haproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients that connect, hear who serves them, say something, and come again, until they are closed. */
final class Callers implements AutoCloseable {

    static final String REFUSED = "refused";

    private final InetSocketAddress at;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * What one connection met.
     *
     * @param by who served it, or {@link #REFUSED}
     * @param from when it was begun, {@code System.nanoTime()}
     * @param to when it heard the answer
     */
    record Call(String by, long from, long to) {}

    /** A connection that stays. */
    record Session(Socket socket, BufferedReader in, String by) implements AutoCloseable {

        /** Whether what is said comes back; false where the session has ended. */
        boolean answers() {
            try {
                socket.getOutputStream().write("more\n".getBytes(US_ASCII));
                return "more".equals(in.readLine());
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    Callers(InetSocketAddress at, int number) {
        this.at = at;
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(this::callAgainAndAgain, "caller-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    boolean anyBy(String name) {
        return calls.stream().anyMatch(call -> call.by().equals(name));
    }

    static Session open(InetSocketAddress at) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(15_000);
        socket.connect(at, 5_000);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String by = in.readLine();
        return new Session(socket, in, by == null ? REFUSED : by);
    }

    private void callAgainAndAgain() {
        while (!closed) {
            long from = System.nanoTime();
            String by;
            try (Session session = open(at)) {
                by = session.by();
            } catch (IOException e) {
                by = REFUSED;
            }
            calls.add(new Call(by, from, System.nanoTime()));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(15_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

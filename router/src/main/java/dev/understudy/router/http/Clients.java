package dev.understudy.router.http;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The clients' connections of all listeners, which are told when the router stops, HTTP/2's by GOAWAY and HTTP/1.1's when they
 * have their answer: what is under way ends, and nothing new begins. Thread-safe.
 */
public final class Clients {

    private final Set<Channel> open = new HashSet<>();
    private boolean stopping;

    /** What passes through a connection's handlers when the router stops. */
    enum Event {
        STOPPING
    }

    /** One on which it is known what is spoken. On its event loop. */
    void add(Channel client) {
        boolean late;
        synchronized (this) {
            late = stopping;
            open.add(client);
        }
        client.closeFuture().addListener(closed -> remove(client));
        if (late) {
            tell(client);
        }
    }

    /** HTTP is no longer spoken on it: nobody can tell when it would end. */
    synchronized void remove(Channel client) {
        if (open.remove(client) && open.isEmpty()) {
            notifyAll();
        }
    }

    /** Tells all; does not wait. */
    public void stop() {
        List<Channel> all;
        synchronized (this) {
            stopping = true;
            all = List.copyOf(open);
        }
        all.forEach(Clients::tell);
    }

    private static void tell(Channel client) {
        client.eventLoop().execute(() -> client.pipeline().fireUserEventTriggered(Event.STOPPING));
    }

    /**
     * Waits until all have gone.
     *
     * @param until of {@link System#nanoTime()}
     * @return how many have not
     */
    public synchronized int await(long until) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        while (!open.isEmpty() && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
        return open.size();
    }
}

package dev.understudy.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Hands out TCP ports on the loop-back address that nobody listens on, each one once. Thread-safe.
 *
 * <p>They are drawn from below the range that systems use for outgoing connections: a server that is down for a moment
 * then finds its port free again when it restarts.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;
    private static final int ATTEMPTS = 1_000;

    private final Random random = new Random();
    private final Set<Integer> taken = new HashSet<>();

    /**
     * @throws StageException where no port could be bound
     */
    public synchronized int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = LOWEST + random.nextInt(HIGHEST - LOWEST + 1);
            if (!taken.contains(port) && free(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new StageException("no free port found between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

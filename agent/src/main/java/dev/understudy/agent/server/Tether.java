package dev.understudy.agent.server;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * An idle session's socket, watched for its end. A server says nothing to an idle session, so a read returns only when the
 * server ends or cuts it: the kernel of a process that dies tells so at once, long before the next question is due.
 */
public final class Tether {

    private final Socket socket;

    private Tether(Socket socket) {
        this.socket = socket;
    }

    /** Takes a session's socket from the driver; null where the driver does not give it. */
    public static @Nullable Tether of(Connection session) {
        try {
            if (session instanceof MysqlConnection connection
                    && connection.getSession() instanceof NativeSession natively) {
                Socket socket = natively.getProtocol().getSocketConnection().getMysqlSocket();
                return socket == null ? null : new Tether(socket);
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Waits at most so long for the session's end; the session may not be used meanwhile.
     *
     * @return true where it has ended, or has said something unasked, which a server does only when it ends it
     */
    public boolean breaksWithin(long millis) {
        try {
            int before = socket.getSoTimeout();
            socket.setSoTimeout((int) Math.max(1, millis));
            try {
                socket.getInputStream().read();
                return true;
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout(before);
                return false;
            }
        } catch (IOException e) {
            return true;
        }
    }
}

package dev.understudy.router.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that waits for at most a few seconds. */
final class FakeClient implements AutoCloseable {

    private final Socket socket = new Socket();

    FakeClient(int port) throws IOException {
        this(port, 0);
    }

    /**
     * @param receiveBuffer bytes; 0 leaves it to the system
     */
    FakeClient(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(8_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    }

    Socket socket() {
        return socket;
    }

    /** The whole packet's bytes after its header. */
    byte[] packet() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] header = new byte[4];
        in.readFully(header);
        byte[] payload = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
        in.readFully(payload);
        return payload;
    }

    /** The name in the greeting. */
    String greeted() throws IOException {
        byte[] payload = packet();
        if (payload[0] != 10) {
            throw new IOException("no greeting: " + text(payload));
        }
        return new String(payload, 1, payload.length - 1, US_ASCII);
    }

    /** {@code CODE text} of the error packet that comes in place of a greeting. */
    String refused() throws IOException {
        byte[] payload = packet();
        if ((payload[0] & 0xff) != 0xff) {
            throw new IOException("no error: " + text(payload));
        }
        int code = (payload[1] & 0xff) | (payload[2] & 0xff) << 8;
        return code + " " + (payload.length < 9 ? "" : new String(payload, 9, payload.length - 9, US_ASCII));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    String read(int length) throws IOException {
        byte[] bytes = new byte[length];
        new DataInputStream(socket.getInputStream()).readFully(bytes);
        return new String(bytes, US_ASCII);
    }

    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    /** Whether the connection ends, one way or another. */
    boolean ends() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static String text(byte[] payload) {
        return new String(payload, US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

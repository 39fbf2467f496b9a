package dev.understudy.heartbeat;

import dev.understudy.events.Address;
import dev.understudy.events.Probe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Whether somebody accepts connections at an address. */
final class PortProbe {

    private PortProbe() {}

    static Probe probe(Address address, int timeoutMillis) {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), timeoutMillis);
            return Probe.answered(millisSince(start));
        } catch (ConnectException e) {
            return new Probe(Probe.Outcome.REFUSED, millisSince(start), e.getMessage());
        } catch (SocketTimeoutException e) {
            return new Probe(Probe.Outcome.SILENT, millisSince(start), null);
        } catch (IOException e) {
            return new Probe(Probe.Outcome.FAILED, millisSince(start), e.toString());
        }
    }

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}

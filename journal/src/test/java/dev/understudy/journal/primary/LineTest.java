package dev.understudy.journal.primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Address;
import dev.understudy.runtime.config.Account;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void a_line_that_is_laid_is_the_one_that_is_used() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Line line = to(server.getLocalPort())) {
            line.lay();
            Socket used = line.socket();
            int port = used.getLocalPort();

            used.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()), 1_000);

            assertThat(server.accept().getPort()).isEqualTo(port).isEqualTo(used.getLocalPort());
        }
    }

    @Test
    void where_nobody_listens_it_says_so() throws Exception {
        try (Line line = to(deserted())) {
            assertThatThrownBy(line::lay).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void one_that_was_closed_is_not_laid() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Line line = to(server.getLocalPort())) {
            line.close();
            assertThatThrownBy(line::lay).isInstanceOf(IOException.class).hasMessageContaining("closed");
        }
    }

    private static Line to(int port) {
        return new Line(new PrimaryAddress(
                new Address("127.0.0.1", port),
                new Account("keeper", null, null),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    }

    private static int deserted() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return server.getLocalPort();
        }
    }
}

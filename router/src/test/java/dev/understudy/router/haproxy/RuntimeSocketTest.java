package dev.understudy.router.haproxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeSocketTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    private @Nullable ServerSocketChannel listening;

    /** What is said on a connection after its line was read. */
    private interface Answering {
        void on(SocketChannel channel) throws IOException;
    }

    @AfterEach
    void stop() throws IOException {
        if (listening != null) {
            listening.close();
        }
    }

    @Test
    void a_question_gets_all_of_its_answer() throws IOException {
        RuntimeApi api = unix(channel -> {
            say(channel, "a".repeat(100_000));
            say(channel, "b\n");
        });
        assertThat(api.ask("show info")).hasSize(100_002).endsWith("ab\n");
    }

    @Test
    void so_does_one_over_tcp() throws IOException {
        RuntimeApi api = tcp(channel -> say(channel, "\n"));
        assertThat(api.ask("set server be/a state maint")).isEqualTo("\n");
    }

    @Test
    void one_that_says_nothing_is_given_up() throws IOException {
        RuntimeApi api = unix(RuntimeSocketTest::waitForTheEnd);
        assertThatThrownBy(() -> api.ask("show info")).hasMessage("no whole answer within 300 ms");
    }

    @Test
    void so_is_one_that_goes_on_and_on() throws IOException {
        RuntimeApi api = unix(channel -> {
            while (true) {
                say(channel, "x".repeat(1_000_000));
            }
        });
        assertThatThrownBy(() -> api.ask("show info")).isInstanceOf(IOException.class);
    }

    @Test
    void an_end_without_a_word_is_no_answer() throws IOException {
        RuntimeApi api = unix(channel -> {});
        assertThatThrownBy(() -> api.ask("show info")).hasMessage("it closed the connection without an answer");
    }

    @Test
    void one_that_is_not_there_is_an_expected_failure() {
        RuntimeApi nowhere =
                new RuntimeSocket(() -> UnixDomainSocketAddress.of(folder.resolve("none")), Duration.ofMillis(300));
        assertThatThrownBy(() -> nowhere.ask("show info")).isInstanceOf(IOException.class);
        RuntimeApi unknown = new RuntimeSocket(
                () -> InetSocketAddress.createUnresolved("nobody.invalid", 1), Duration.ofMillis(300));
        assertThatThrownBy(() -> unknown.ask("show info")).hasMessage("nobody knows where nobody.invalid is");
    }

    private RuntimeApi unix(Answering answering) throws IOException {
        return serve(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(folder.resolve("h.sock")), answering);
    }

    private RuntimeApi tcp(Answering answering) throws IOException {
        return serve(
                StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answering);
    }

    private RuntimeApi serve(StandardProtocolFamily family, SocketAddress at, Answering answering) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(family);
        listening = server;
        server.bind(at);
        Thread thread = new Thread(() -> answer(server, answering));
        thread.setDaemon(true);
        thread.start();
        SocketAddress bound = server.getLocalAddress();
        return new RuntimeSocket(() -> bound, Duration.ofMillis(300));
    }

    private static void answer(ServerSocketChannel server, Answering answering) {
        try (SocketChannel channel = server.accept()) {
            ByteBuffer space = ByteBuffer.allocate(1_000);
            while (space.position() == 0 || space.get(space.position() - 1) != '\n') {
                if (channel.read(space) < 0) {
                    return;
                }
            }
            answering.on(channel);
        } catch (IOException e) {
            // The other side went away, or the test has ended.
        }
    }

    private static void waitForTheEnd(SocketChannel channel) throws IOException {
        while (channel.read(ByteBuffer.allocate(10)) >= 0) {
            continue;
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}

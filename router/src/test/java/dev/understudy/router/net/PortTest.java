package dev.understudy.router.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.Await;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortTest {

    private final Transport transport = Transport.start(2);
    private final List<String> served = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void who_comes_before_anybody_serves_waits_and_who_comes_later_gets_who_serves_then() throws Exception {
        try (Port port = take(0);
                Socket early = connect(port)) {
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(served).isEmpty();

            port.serve(by("first"), null, new ListenerStats("web"));
            Await.until("it is served", () -> served.equals(List.of("first")));
            port.serve(by("second"), null, new ListenerStats("web"));
            try (Socket late = connect(port)) {
                Await.until("it is served", () -> served.equals(List.of("first", "second")));
                assertThat(early.isConnected() && late.isConnected()).isTrue();
            }
        }
    }

    @Test
    void a_port_that_is_taken_says_so() throws Exception {
        try (Port port = take(0)) {
            assertThatThrownBy(() -> take(port.number())).isInstanceOf(IOException.class);
        }
    }

    private Port take(int number) throws InterruptedException {
        return Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), number), () -> 0);
    }

    private ChannelHandler by(String name) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel client) {
                served.add(name);
            }
        };
    }

    private static Socket connect(Port port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port.number());
    }
}

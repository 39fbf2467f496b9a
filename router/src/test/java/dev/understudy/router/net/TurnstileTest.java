package dev.understudy.router.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Await;
import dev.understudy.router.LogLines;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over loopback, with whom it lets in greeted by a byte; on both kinds of event loops. */
class TurnstileTest {

    private static final int MOST = 10;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostSeen = new AtomicInteger();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final AtomicLong clock = new AtomicLong();
    private final ChannelHandler greeting = new ChannelInitializer<Channel>() {
        @Override
        protected void initChannel(Channel client) {
            client.pipeline().addLast(new Greeting());
        }
    };

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void who_comes_beyond_the_limit_waits_until_one_leaves(String kind) throws Exception {
        ListenerStats stats = new ListenerStats("write");
        int port = listen(transport(kind), MOST, stats);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connect(port));
        }
        Await.until("ten are in", () -> inside.get() == MOST);
        assertThat(stats.counts().atLimit()).isTrue();

        int left = 0;
        while (!clients.isEmpty()) {
            // In the order in which they came: as many as leave are greeted next, and nobody is refused.
            List<Socket> next = clients.subList(0, Math.min(7, clients.size()));
            for (Socket client : next) {
                assertThat(client.getInputStream().read()).isEqualTo('h');
                client.close();
                left++;
            }
            next.clear();
        }
        assertThat(left).isEqualTo(50);
        Await.until("all have left", () -> inside.get() == 0);
        assertThat(mostSeen.get()).isEqualTo(MOST);
        assertThat(stats.counts().limitReached()).isPositive();
        Await.until("there is room", () -> !stats.counts().atLimit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void a_flood_that_leaves_at_once_leaves_no_place_taken(String kind) throws Exception {
        int port = listen(transport(kind), MOST, new ListenerStats("write"));
        List<Thread> flood = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int odd = thread % 2;
            flood.add(new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    try (Socket client = connect(port)) {
                        // Half of them end with a reset, also while they are still in the backlog.
                        client.setSoLinger(i % 2 == odd, 0);
                    } catch (IOException e) {
                        throw new IllegalStateException("refused", e);
                    }
                }
            }));
        }
        flood.forEach(Thread::start);
        for (Thread thread : flood) {
            thread.join();
        }
        Await.until("all have left", () -> inside.get() == 0);
        assertThat(mostSeen.get()).isLessThanOrEqualTo(MOST);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            clients.add(connect(port));
        }
        for (Socket client : clients) {
            assertThat(client.getInputStream().read()).isEqualTo('h');
        }
    }

    @Test
    void each_listener_has_places_of_its_own_and_the_others_go_on_when_one_closes() throws Exception {
        Transport transport = transport("nio");
        ListenerStats stats = new ListenerStats("write");
        Port first = bind(transport, 1, stats);
        int second = listen(transport, 1, new ListenerStats("read"));
        Socket in = connect(first.number());
        Socket waits = connect(first.number());
        assertThat(in.getInputStream().read()).isEqualTo('h');
        Socket other = connect(second);
        assertThat(other.getInputStream().read()).isEqualTo('h');

        first.close();

        assertThat(in.isConnected()).isTrue();
        in.close();
        waits.close();
        Await.until("the one who was in has left", () -> inside.get() == 1);
        other.close();
        assertThat(connect(second).getInputStream().read()).isEqualTo('h');
    }

    @Test
    void a_limit_that_changes_counts_those_who_are_in() throws Exception {
        ListenerStats stats = new ListenerStats("write");
        Port port = bind(transport("nio"), 2, stats);
        Socket first = connect(port.number());
        assertThat(first.getInputStream().read()).isEqualTo('h');
        assertThat(connect(port.number()).getInputStream().read()).isEqualTo('h');
        Socket third = connect(port.number());
        Await.until("it is full", () -> stats.counts().atLimit());

        port.serve(greeting, 3, stats);
        assertThat(third.getInputStream().read()).isEqualTo('h');

        port.serve(greeting, 1, stats);
        Socket fourth = connect(port.number());
        first.close();
        third.close();
        Await.until("two have left", () -> inside.get() == 1);
        assertThat(fourth.getInputStream().available()).isZero();

        port.serve(greeting, null, stats);
        assertThat(fourth.getInputStream().read()).isEqualTo('h');
        Await.until("it is not full", () -> !stats.counts().atLimit());
    }

    @Test
    void the_log_tells_of_it_once_a_minute() throws Exception {
        try (LogLines log = LogLines.warningsOf(Turnstile.class)) {
            int port = listen(transport("nio"), 1, new ListenerStats("write"));
            for (int i = 0; i < 3; i++) {
                pass(port);
            }
            clock.addAndGet(Seldom.QUIET_MILLIS);
            pass(port);
            assertThat(log.lines())
                    .containsExactly(
                            "write has 1 connections, which is its maxConnections: others wait until one ends",
                            "write has 1 connections, which is its maxConnections: others wait until one ends"
                                    + " (and 2 more since this was last told)");
        }
    }

    @Test
    void without_a_limit_there_is_none() throws Exception {
        ListenerStats stats = new ListenerStats("write");
        int port = listen(transport("nio"), null, stats);
        for (int i = 0; i < 50; i++) {
            connect(port);
        }
        Await.until("all are in", () -> inside.get() == 50);
        assertThat(stats.counts().limitReached()).isZero();
    }

    private void pass(int port) throws IOException {
        try (Socket client = connect(port)) {
            assertThat(client.getInputStream().read()).isEqualTo('h');
        }
        Await.until("it has left", () -> inside.get() == 0);
    }

    private Transport transport(String kind) {
        Transport transport = kind.equals("nio") ? Transport.startNio(2) : Transport.start(2);
        open.push(transport);
        return transport;
    }

    private int listen(Transport transport, @Nullable Integer most, ListenerStats stats) throws InterruptedException {
        return bind(transport, most, stats).number();
    }

    private Port bind(Transport transport, @Nullable Integer most, ListenerStats stats) throws InterruptedException {
        Port port = Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock::get);
        open.push(port);
        port.serve(greeting, most, stats);
        return port;
    }

    private Socket connect(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(10_000);
        open.push(client);
        return client;
    }

    private final class Greeting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            inside.incrementAndGet();
            channels.add(context.channel());
            // Whose socket is closed has left, though its handlers hear of it later.
            int now = (int) channels.stream().filter(Channel::isOpen).count();
            mostSeen.accumulateAndGet(now, Math::max);
            context.writeAndFlush(context.alloc().buffer().writeByte('h'));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            channels.remove(context.channel());
            inside.decrementAndGet();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}

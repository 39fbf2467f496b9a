package dev.understudy.router.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Fuzz;
import dev.understudy.router.LogLines;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Seldom;
import dev.understudy.router.relay.Relay;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.stats.ListenerStats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class HelloTest {

    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};
    private static final PassThrough NAMES = new PassThrough(Map.of("orders.example", "web", "*.shop.example", "shop"));
    private static final PassThrough WITH_DEFAULT = new PassThrough(Map.of("orders.example", "web", "default", "rest"));

    private final ListenerStats stats = new ListenerStats("tls");
    private PassThrough names = NAMES;

    @Test
    void a_hello_that_is_cut_anywhere_arrives_whole() throws Exception {
        byte[] hello = HelloBytes.of("orders.example");
        for (int cut = 1; cut < hello.length; cut++) {
            Knock knock = new Knock();
            knock.says(Arrays.copyOf(hello, cut));
            assertThat(knock.wanted).as("cut at %s", cut).isNull();
            knock.says(Arrays.copyOfRange(hello, cut, hello.length));
            assertThat(knock.wanted).as("cut at %s", cut).isEqualTo("web");
            assertThat(knock.carried()).as("cut at %s", cut).isEqualTo(hello);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 100, 10_000})
    void in_records_and_segments_of_any_size_it_is_the_same(int size) throws Exception {
        byte[] hello = HelloBytes.inRecordsOf(size, HelloBytes.of("www.shop.example"));
        Knock knock = new Knock();
        for (byte one : hello) {
            knock.says(one);
        }
        // What comes behind it before anybody is reached is kept, too.
        knock.says((byte) 1, (byte) 2);
        assertThat(knock.wanted).isEqualTo("shop");
        assertThat(knock.carried())
                .startsWith(hello)
                .endsWith((byte) 1, (byte) 2)
                .hasSize(hello.length + 2);
    }

    @Test
    void capitals_and_the_dot_of_the_root_make_no_difference() throws Exception {
        byte[] hello = HelloBytes.of("orders.examplex");
        for (String same : List.of("ORDERS.EXAMPLE.", "orders.example.")) {
            byte[] renamed = HelloBytes.renamed("orders.examplex", same, hello);
            Knock knock = new Knock();
            knock.says(renamed);
            assertThat(knock.wanted).isEqualTo("web");
            assertThat(knock.carried()).as("untouched").isEqualTo(renamed);
        }
    }

    @Test
    void who_names_no_server_gets_the_default_or_an_alert() throws Exception {
        names = WITH_DEFAULT;
        Knock served = new Knock();
        served.says(HelloBytes.of(null));
        assertThat(served.wanted).isEqualTo("rest");
        served.carried();

        names = NAMES;
        for (String name : new String[] {null, "other.example", "shop.example"}) {
            Knock refused = new Knock();
            refused.says(HelloBytes.of(name));
            assertThat(refused.wanted).isNull();
            assertThat(refused.heard()).isEqualTo(UNRECOGNIZED_NAME);
            assertThat(refused.channel.isOpen()).isFalse();
        }
        assertThat(stats.counts().refused()).isEqualTo(3);
    }

    @Test
    void one_a_minute_is_told_with_what_it_asked_for() throws Exception {
        try (LogLines log = LogLines.warningsOf(Hello.class)) {
            Seldom telling = new Seldom(() -> 0);
            new Knock(telling).says(HelloBytes.of("other.example"));
            new Knock(telling).says(HelloBytes.of("other.example"));
            assertThat(log.lines())
                    .containsExactly("tls: a client was refused that asked for other.example, which passThrough does"
                            + " not have");
        }
    }

    @Test
    void a_hello_has_five_seconds_and_a_limited_length() throws Exception {
        Knock slow = new Knock();
        slow.says(Arrays.copyOf(HelloBytes.of("orders.example"), 20));
        slow.pass(4_900);
        assertThat(slow.channel.isOpen()).isTrue();
        slow.pass(200);
        assertThat(slow.channel.isOpen()).isFalse();
        Knock mute = new Knock();
        mute.pass(5_100);
        assertThat(mute.channel.isOpen()).isFalse();
        Knock endless = new Knock();
        endless.says(HelloBytes.announcing(Hello.LONGEST + 1));
        assertThat(endless.channel.isOpen()).isFalse();
        assertThat(stats.counts().refused()).isEqualTo(3);
    }

    @Test
    void who_speaks_something_else_is_ended_and_counted() {
        Knock knock = new Knock();
        knock.says("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        assertThat(knock.channel.isOpen()).isFalse();
        assertThat(stats.counts().refused()).isEqualTo(1);
    }

    @Test
    void who_goes_in_the_middle_is_counted_and_who_only_looked_is_not() throws Exception {
        Knock half = new Knock();
        half.says(Arrays.copyOf(HelloBytes.of("orders.example"), 20));
        half.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(half.channel.isOpen()).isFalse();
        assertThat(stats.counts().refused()).isEqualTo(1);
        Knock look = new Knock();
        look.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(look.channel.isOpen()).isFalse();
        assertThat(stats.counts().refused()).isEqualTo(1);
    }

    @Test
    void what_nobody_would_send_is_passed_on_whole_or_ended_and_counted() throws Exception {
        names = WITH_DEFAULT;
        byte[] hello = HelloBytes.of("orders.example");
        int passed = 0;
        int inputs = Fuzz.inputs() / 10;
        for (int i = 0; i < inputs; i++) {
            Random random = new Random(i);
            byte[] sent = drawn(hello, random);
            Knock knock = new Knock();
            for (int from = 0; from < sent.length && knock.channel.isOpen(); ) {
                int to = Math.min(sent.length, from + 1 + random.nextInt(sent.length));
                knock.says(Arrays.copyOfRange(sent, from, to));
                from = to;
            }
            if (knock.wanted == null) {
                knock.pass(5_100);
                assertThat(knock.channel.isOpen()).as("input %s", i).isFalse();
            } else {
                passed++;
                assertThat(knock.carried()).as("input %s", i).isEqualTo(sent);
            }
        }
        assertThat(stats.counts().refused()).isEqualTo(inputs - passed);
        assertThat(passed).as("both happen").isBetween(inputs / 20, inputs - inputs / 20);
    }

    private static byte[] drawn(byte[] hello, Random random) {
        byte[] sent = switch (random.nextInt(4)) {
            case 0 -> {
                byte[] any = new byte[1 + random.nextInt(300)];
                random.nextBytes(any);
                any[0] = random.nextBoolean() ? 22 : any[0];
                yield any;
            }
            case 1 -> HelloBytes.inRecordsOf(1 + random.nextInt(200), hello);
            default -> hello.clone();
        };
        for (int damage = random.nextInt(4); damage > 0; damage--) {
            sent[random.nextInt(sent.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(6) == 0 ? Arrays.copyOf(sent, 1 + random.nextInt(sent.length)) : sent;
    }

    /** A client's connection, and who it was taken to. */
    private final class Knock {

        final EmbeddedChannel channel;
        private final List<Waiting> waits = new ArrayList<>();

        @Nullable
        String wanted;

        Knock() {
            this(new Seldom(() -> 0));
        }

        Knock(Seldom telling) {
            Hello.Directory<String> directory = new Hello.Directory<>(names.names(name -> name), this::way);
            channel = new EmbeddedChannel(new Hello<>(directory, 5_000, stats, telling));
            channel.freezeTime();
        }

        private Waiting way(String service) {
            return new Waiting((client, waiting) -> {
                waits.add(waiting);
                return new Waiting.Guest() {
                    @Override
                    public void arrive() {
                        wanted = service;
                    }

                    @Override
                    public void sendsNoMore() {}

                    @Override
                    public void left() {}
                };
            });
        }

        void says(byte... bytes) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }

        void pass(long millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }

        /** What a member would get. */
        byte[] carried() {
            EmbeddedChannel member = new EmbeddedChannel();
            waits.get(0).handOver(channel, new Relay(member, new Nothing()));
            channel.runPendingTasks();
            channel.close();
            return all(member);
        }

        byte[] heard() {
            return all(channel);
        }

        private static byte[] all(EmbeddedChannel from) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
                out.writeBytes(ByteBufUtil.getBytes(part));
                part.release();
            }
            from.close();
            return out.toByteArray();
        }
    }

    private static final class Nothing implements Relay.Eyes {
        @Override
        public void bytes(ByteBuf chunk) {}

        @Override
        public void sendsNoMore() {}

        @Override
        public void broke(Throwable cause) {}

        @Override
        public void closed() {}
    }
}

package dev.understudy.router.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.LogLines;
import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.net.Ends;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.proxy.Arrival.Refusing;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a load balancer's connection before and after its header. */
@ExtendWith(LeakCheck.class)
class HeaderWaitTest {

    private static final Ends FOUR = HeaderBytes.ends("203.0.113.9", "198.51.100.1");
    private static final Ends SIX = HeaderBytes.ends("2001:db8::9", "2001:db8::1");
    private static final byte[] HELLO = HeaderBytes.text("hello");

    private long now = 1_000_000;
    private final Refusing refusing = Refusing.at(() -> now);

    @Test
    void its_client_is_known_before_it_is_served() throws Exception {
        for (Ends ends : new Ends[] {FOUR, SIX}) {
            for (byte[] header : new byte[][] {HeaderBytes.v1(ends), HeaderBytes.v2(ends)}) {
                try (Arrival arrival = from(HeaderBytes.both(header, HELLO))) {
                    String client = ends.from().getAddress().getHostAddress();
                    assertThat(arrival.seen).containsExactly("active " + client, "bytes");
                    assertThat(arrival.bytes.toString(US_ASCII)).isEqualTo("hello");
                    assertThat(ClientAddress.ends(arrival.channel)).contains(ends);
                }
            }
        }
        assertThat(refusing.count()).isZero();
    }

    @Test
    void its_client_has_one_key_whatever_its_port_and_the_balancer() throws Exception {
        try (Arrival first = from(HeaderBytes.v1(FOUR));
                Arrival again = from(HeaderBytes.v2(new Ends(HeaderBytes.at("203.0.113.9", 9), FOUR.to())));
                Arrival other = from(HeaderBytes.v2(SIX))) {
            assertThat(ClientAddress.key(again.channel)).isEqualTo(ClientAddress.key(first.channel));
            assertThat(ClientAddress.key(other.channel)).isNotEqualTo(ClientAddress.key(first.channel));
        }
    }

    @Test
    void byte_by_byte_is_as_good_as_at_once() throws Exception {
        for (byte[] header : new byte[][] {HeaderBytes.v1(FOUR), HeaderBytes.v2(SIX), HeaderBytes.local()}) {
            try (Arrival arrival = from()) {
                for (byte octet : HeaderBytes.both(header, HELLO)) {
                    assertThat(arrival.channel.isOpen()).isTrue();
                    arrival.send(octet);
                }
                assertThat(arrival.seen).hasSize(2);
                assertThat(arrival.bytes.toString(US_ASCII)).isEqualTo("hello");
            }
        }
    }

    @Test
    void where_no_client_is_named_it_is_the_balancer_itself() throws Exception {
        byte[] unknown = HeaderBytes.text("PROXY UNKNOWN\r\n");
        byte[] unspecified = HeaderBytes.struct(0x21, 0, new byte[0]);
        byte[] local = HeaderBytes.struct(0x20, 0x11, new byte[12]);
        byte[] unix = HeaderBytes.struct(0x21, 0x31, new byte[216]);
        for (byte[] header : new byte[][] {HeaderBytes.local(), unknown, unspecified, local, unix}) {
            try (Arrival arrival = from(HeaderBytes.both(header, HELLO))) {
                assertThat(arrival.seen).containsExactly("active 10.0.0.7", "bytes");
                assertThat(ClientAddress.ends(arrival.channel)).contains(new Ends(Arrival.BALANCER, Arrival.HERE));
            }
        }
    }

    @Test
    void what_a_header_says_besides_is_passed_over() throws Exception {
        byte[] most = new byte[HeaderDecoder.MOST_BESIDES];
        most[0] = (byte) 0xE0;
        most[1] = (byte) ((most.length - 3) >>> 8);
        most[2] = (byte) (most.length - 3);
        try (Arrival arrival = from(HeaderBytes.both(HeaderBytes.v2(FOUR, most), HELLO))) {
            assertThat(arrival.seen).containsExactly("active 203.0.113.9", "bytes");
        }
    }

    @Test
    void of_any_other_peer_no_header_is_read() throws Exception {
        byte[] sent = HeaderBytes.both(HeaderBytes.v2(FOUR), HELLO);
        try (Arrival arrival = new Arrival(Arrival.OTHER, refusing)) {
            assertThat(arrival.seen).containsExactly("active 192.0.2.1");
            arrival.send(sent);
            assertThat(arrival.bytes.toByteArray()).isEqualTo(sent);
            arrival.pass(60_000);
            assertThat(arrival.channel.isOpen()).isTrue();
        }
    }

    @Test
    void one_header_is_read_and_a_second_is_the_clients_own() throws Exception {
        byte[] second = HeaderBytes.v2(SIX);
        try (Arrival arrival = from(HeaderBytes.both(HeaderBytes.v2(FOUR), second))) {
            assertThat(arrival.client()).isEqualTo("203.0.113.9");
            assertThat(arrival.bytes.toByteArray()).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: shop\r\n\r\n",
                "PROXY TCP4 203.0.113.9 198.51.100.1 4711\r\n",
                "PROXY TCP4 203.0.113.9 198.51.100.1 4711 70000\r\n",
                "PROXY TCP4 2001:db8::9 198.51.100.1 4711 3306\r\n",
                "PROXY TCP4 localhost 198.51.100.1 4711 3306\r\n",
                "PROXY UDP4 203.0.113.9 198.51.100.1 4711 3306\r\n",
                "proxy TCP4 203.0.113.9 198.51.100.1 4711 3306\r\n"
            })
    void what_is_no_header_ends_it_and_nobody_serves_it(String text) throws Exception {
        assertEnded(HeaderBytes.text(text));
    }

    @Test
    void a_broken_struct_ends_it() throws Exception {
        assertEnded(HeaderBytes.struct(0x11, 0x11, new byte[12]));
        assertEnded(HeaderBytes.struct(0x2F, 0x11, new byte[12]));
        assertEnded(HeaderBytes.struct(0x21, 0x99, new byte[12]));
        assertEnded(HeaderBytes.struct(0x21, 0x11, new byte[11]));
        assertEnded(HeaderBytes.struct(0x21, 0x21, new byte[12]));
        assertEnded(HeaderBytes.v2(FOUR, new byte[HeaderDecoder.MOST]));
        assertEnded(HeaderBytes.v2(FOUR, (byte) 0x20, (byte) 0, (byte) 200, (byte) 1));
    }

    @Test
    void a_bad_header_is_not_made_good_by_a_good_one_behind_it() throws Exception {
        assertEnded(HeaderBytes.both(HeaderBytes.text("PROXY TCP4\r\n"), HeaderBytes.v1(FOUR)));
    }

    @Test
    void no_more_is_kept_than_a_header_can_have() throws Exception {
        byte[] neverEnds = HeaderBytes.struct(0xFF, 0x11, new byte[0]);
        try (Arrival arrival = from(neverEnds)) {
            for (int sent = 0; sent <= HeaderDecoder.MOST && arrival.channel.isOpen(); sent += 1_000) {
                arrival.send(new byte[1_000]);
            }
            assertThat(arrival.channel.isOpen()).isFalse();
            assertThat(arrival.refused()).isEqualTo(1);
        }
    }

    @Test
    void silence_and_slowness_end_it_after_three_seconds() throws Exception {
        byte[] header = HeaderBytes.v1(FOUR);
        for (int sent : new int[] {0, 1, 12, 20, header.length - 1}) {
            try (Arrival arrival = from(Arrays.copyOf(header, sent))) {
                arrival.pass(2_999);
                assertThat(arrival.channel.isOpen()).isTrue();
                arrival.pass(1);
                assertThat(arrival.channel.isOpen()).isFalse();
                assertThat(arrival.seen).isEmpty();
            }
        }
        assertThat(refusing.count()).isEqualTo(5);
    }

    @Test
    void after_its_header_it_may_be_silent() throws Exception {
        try (Arrival arrival = from(HeaderBytes.v2(FOUR))) {
            arrival.pass(60_000);
            assertThat(arrival.channel.isOpen()).isTrue();
            arrival.channel.close();
            assertThat(arrival.seen).containsExactly("active 203.0.113.9", "inactive");
        }
    }

    @Test
    void who_only_looks_whether_somebody_listens_is_no_fault() throws Exception {
        try (Arrival arrival = from();
                Arrival half = from();
                Arrival broken = from()) {
            arrival.channel.close();
            half.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            broken.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            assertThat(half.channel.isOpen()).isFalse();
            assertThat(broken.channel.isOpen()).isFalse();
        }
        assertThat(refusing.count()).isZero();
    }

    @Test
    void who_goes_within_its_header_is_counted() throws Exception {
        try (Arrival arrival = from((byte) 'P');
                Arrival half = from((byte) 'P')) {
            arrival.channel.close();
            half.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            assertThat(half.channel.isOpen()).isFalse();
            assertThat(arrival.seen).isEmpty();
        }
        assertThat(refusing.count()).isEqualTo(2);
    }

    @Test
    void one_a_minute_is_told_and_never_in_the_peers_own_words() throws Exception {
        try (LogLines log = LogLines.warningsOf(Refusals.class)) {
            assertEnded(HeaderBytes.text("GET /secret HTTP/1.1\r\n"));
            assertEnded(HeaderBytes.text("GET /secret HTTP/1.1\r\n"));
            assertEnded(HeaderBytes.text("GET /secret HTTP/1.1\r\n"));
            assertThat(log.lines())
                    .containsExactly("writer: a connection from 10.0.0.7:50000, which proxyProtocol.accept names, was"
                            + " ended: what it sent is no PROXY header");
            now += 60_000;
            assertEnded(HeaderBytes.text("GET /secret HTTP/1.1\r\n"));
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(1)).endsWith("(and 2 more since this was last told)");
        }
    }

    private void assertEnded(byte[] sent) throws Exception {
        long before = refusing.count();
        try (Arrival arrival = from(sent)) {
            assertThat(arrival.channel.isOpen()).isFalse();
            assertThat(arrival.seen).isEmpty();
            assertThat(arrival.refused()).isEqualTo(before + 1);
        }
    }

    private Arrival from(byte... sent) throws Exception {
        Arrival arrival = new Arrival(Arrival.BALANCER, refusing);
        if (sent.length > 0) {
            arrival.send(sent);
        }
        return arrival;
    }
}

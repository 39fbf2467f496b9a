package dev.understudy.router.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Address;
import dev.understudy.router.Await;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.MemberRule;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Transport;
import dev.understudy.router.plain.Street.House;
import dev.understudy.router.plain.Street.Voice;
import dev.understudy.router.proxy.HeaderBytes;
import dev.understudy.router.proxy.Network;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service's port for whatever is spoken. */
@ExtendWith(LeakCheck.class)
class PlainListenerTest {

    /** Hears all that its client has to say, and then says its name and how much that was. */
    private static Voice counts(String name) {
        return socket -> {
            int length = socket.getInputStream().readAllBytes().length;
            socket.getOutputStream().write((name + " " + length).getBytes(US_ASCII));
        };
    }

    /** Says its name first, and then what it hears. */
    private static Voice echo(String name) {
        return socket -> {
            socket.getOutputStream().write(name.getBytes(US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        };
    }

    private final Street street = new Street(Transport.start(2));

    @AfterEach
    void close() throws Exception {
        street.close();
    }

    @Test
    void a_client_that_has_said_all_is_still_answered() throws Exception {
        House house = street.house("m1", counts("m1"));
        int port = street.plain(house.in("plain"));
        for (int length : new int[] {0, 1, 3_000_000}) {
            Socket client = street.client(port);
            client.getOutputStream().write(new byte[length]);
            // Also before any member was reached.
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("m1 " + length);
        }
        Await.until(
                "all is given back",
                () -> street.carriedBy(house) == 0 && street.stats.counts().active() == 0);
        assertThat(street.stats.counts().accepted()).isEqualTo(3);
        assertThat(street.stats.counts().broken()).isZero();
    }

    @Test
    void a_member_may_speak_first_and_say_much() throws Exception {
        House house = street.house("m1", echo("m1"));
        Socket client = street.client(street.plain(house.in("plain")));
        assertThat(client.getInputStream().readNBytes(2)).isEqualTo(bytes("m1"));
        byte[] much = "0123456789".repeat(300_000).getBytes(US_ASCII);
        Thread says = new Thread(() -> say(client, much));
        says.start();
        assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
        says.join();
    }

    @Test
    void where_one_cannot_be_reached_the_next_is_and_those_there_are_share() throws Exception {
        House one = street.house("m1", echo("m1"));
        House two = street.house("m2", echo("m2"));
        int port = street.plain(nowhere("m0"), one.in("plain"), two.in("plain"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            names.add(name(street.client(port)));
        }
        assertThat(names).containsExactlyInAnyOrder("m1", "m1", "m1", "m2", "m2", "m2");
        assertThat(street.stats.counts().refused()).isZero();

        one.close();

        for (int i = 0; i < 3; i++) {
            assertThat(name(street.client(port))).isEqualTo("m2");
        }
    }

    @Test
    void where_nobody_is_left_a_client_is_ended_and_counted() throws Exception {
        Socket client = street.client(street.plain(nowhere("m1"), nowhere("m2")));
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(street.stats.counts().refused()).isEqualTo(1);
    }

    @Test
    void a_member_that_has_enough_gets_no_more() throws Exception {
        street.balance = atMostOne("m1");
        House house = street.house("m1", echo("m1"));
        int port = street.plain(house.in("plain"));
        Socket in = street.client(port);
        assertThat(name(in)).isEqualTo("m1");
        assertThat(street.client(port).getInputStream().read()).isEqualTo(-1);
        in.close();
        Await.until("its place is free", () -> street.carriedBy(house) == 0);
        assertThat(name(street.client(port))).isEqualTo("m1");
    }

    @Test
    void a_member_that_breaks_ends_its_client_with_a_reset() throws Exception {
        House house = street.house("m1", socket -> {
            socket.getOutputStream().write(bytes("m1"));
            socket.getInputStream().read();
            socket.setSoLinger(true, 0);
        });
        Socket client = street.client(street.plain(house.in("plain")));
        assertThat(name(client)).isEqualTo("m1");
        client.getOutputStream().write(1);
        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        Await.until("it is counted", () -> street.stats.counts().broken() == 1);
        Await.until("its place is free", () -> street.carriedBy(house) == 0);
    }

    @Test
    void one_that_is_half_open_and_silent_is_ended() throws Exception {
        street.times = new PlainListener.Times(1_000, 5_000, 200);
        House house = street.house("m1", socket -> {
            socket.getInputStream().readAllBytes();
            pause(5_000);
        });
        Socket client = street.client(street.plain(house.in("plain")));
        client.getOutputStream().write(1);
        client.shutdownOutput();
        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        Await.until("its place is free", () -> street.carriedBy(house) == 0);
    }

    @Test
    void members_are_told_of_whom_a_connection_is() throws Exception {
        street.proxy = new ProxyProtocol(List.of(Network.of("127.0.0.0/8")), true);
        House house = street.house("m1", socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
        Socket client = street.client(street.plain(house.in("plain")));
        byte[] header = HeaderBytes.v2(HeaderBytes.ends("203.0.113.9", "198.51.100.1"));
        client.getOutputStream().write(HeaderBytes.both(header, bytes("hello")));
        assertThat(client.getInputStream().readNBytes(header.length + 5))
                .isEqualTo(HeaderBytes.both(header, bytes("hello")));
    }

    private static BalanceConfig atMostOne(String node) {
        BalanceConfig usual = BalanceConfig.defaults();
        return new BalanceConfig(
                usual.policy(),
                usual.hash(),
                usual.slowStart(),
                usual.decay(),
                usual.maxLag(),
                usual.fallback(),
                usual.localEnough(),
                Map.of(node, new MemberRule(1, null, 1)),
                usual.outliers());
    }

    private static Member nowhere(String name) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Member("plain", name, new Address("127.0.0.1", socket.getLocalPort()));
        }
    }

    private static String name(Socket client) throws Exception {
        return new String(client.getInputStream().readNBytes(2), US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static void say(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}

package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.router.Fuzz;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.http.Reach.Way;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.service.Members;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MembersStats;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What nobody would send, from a client and from a member: {@code -Dunderstudy.fuzz} so many connections, drawn from
 * {@code -Dunderstudy.seed}.
 */
@ExtendWith(LeakCheck.class)
class HttpFuzzTest {

    private static final int CONNECTIONS = Fuzz.inputs(4_000);
    private static final long SEED = Long.getLong("understudy.seed", 1);
    private static final Member MEMBER = new Member("shop", "m1", new Address("127.0.0.1", 1));
    private static final Transport TRANSPORT = Transport.startNio(1);

    private static final List<String> REQUESTS = List.of(
            "GET / HTTP/1.1\r\n",
            "POST /orders HTTP/1.1\r\n",
            "HEAD /orders?id=7 HTTP/1.0\r\n",
            "CONNECT shop:80 HTTP/1.1\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private static final List<String> ANSWERS = List.of(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
            "HTTP/1.0 204 No Content\r\n",
            "HTTP/1.1 304 Not Modified\r\n",
            "HTTP/1.1 503 Busy\r\n");

    private static final List<String> REST = List.of(
            "\0\0\0\4\0\0\0\0\0",
            "Host: shop\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked, gzip\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive, Host, Content-Length\r\n",
            "Upgrade: websocket\r\nConnection: upgrade\r\n",
            "Expect: 100-continue\r\n",
            "X-Forwarded-For: 10.0.0.1\r\n",
            " folded\r\n",
            "\r\n",
            "\r\n\r\n",
            "hello",
            "5\r\nhello\r\n",
            "0\r\n\r\n",
            "ffffffffff\r\n",
            "0\r\nTrailer: x\r\n\r\n");

    private final ListenerStats stats = new ListenerStats("web");
    private final Gate gate = new Gate(
            new Members(
                    new Members.Service("shop", List.of(), BalanceConfig.defaults()),
                    new LiveTable(RouteTable.EMPTY),
                    NodeWatches.untold(),
                    new MembersStats(),
                    Given.shared(() -> 0)),
            TRANSPORT,
            new Kept(),
            new Clients(),
            stats,
            Duration.ofSeconds(60),
            "http");

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @Test
    void whatever_a_client_sends_it_gets_whole_answers_and_no_more_than_it_asked_for() {
        int answered = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            long seed = SEED * 1_000_003 + i;
            Wire client = new Wire(new Preface(() -> gate));
            byte[] sent = drawn(new Random(seed), REQUESTS);
            client.arrives(sent, new Random(~seed));
            client.inputEnds();
            byte[] got = client.written();
            // HTTP/2 answers in frames.
            String asked = new String(sent, ISO_8859_1);
            String answer = new String(got, ISO_8859_1);
            if (answer.startsWith("HTTP/")) {
                // Where its head cannot be read, it is not known that it asks for a head.
                boolean head = asked.startsWith("HEAD ") && answer.endsWith("\r\n\r\n");
                assertThat(decoded(got, head, seed)).as("seed %s", seed).allMatch(HttpFuzzTest::isOurs);
                answered++;
            } else if (got.length > 0) {
                assertThat(asked).as("seed %s", seed).startsWith("PRI * HTTP/2.0");
            }
            client.ends();
        }
        assertThat(answered).as("some are understood").isGreaterThan(CONNECTIONS / 10);
    }

    private static boolean isOurs(FullHttpResponse answer) {
        int status = answer.status().code();
        return status == 100 || (status >= 400 && status <= 503);
    }

    @Test
    void whatever_a_member_answers_a_client_gets_one_whole_answer_or_is_cut_off() {
        int whole = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            long seed = SEED * 1_000_003 + i;
            Random random = new Random(seed);
            HttpMethod method = random.nextInt(4) == 0 ? HttpMethod.HEAD : HttpMethod.GET;
            Asked asked = new Asked(method);
            asked.member.arrives(drawn(random, ANSWERS), new Random(~seed));
            asked.member.ends();
            asked.client.runPendingTasks();
            byte[] got = asked.client.written();
            assertThat(asked.done + asked.cut).as("seed %s", seed).isEqualTo(1);
            if (asked.done == 1) {
                List<FullHttpResponse> answers = decoded(got, method == HttpMethod.HEAD, seed);
                assertThat(answers).as("seed %s", seed).hasSize(1);
                assertThat(answers.get(0).headers().get("x-request-id"))
                        .as("seed %s", seed)
                        .isNotNull();
                whole += answers.get(0).status().code() == 502 ? 0 : 1;
            }
            asked.client.ends();
        }
        assertThat(whole).as("both happen").isBetween(CONNECTIONS / 50, CONNECTIONS - CONNECTIONS / 50);
    }

    /** A request that a member has been asked, over connections in memory. */
    private final class Asked implements Exchange.End {
        final Wire client = new Wire(new HttpServerCodec());
        final Wire member = new Wire(new HttpClientCodec(), new MemberSide(MEMBER, gate.kept()));
        int done;
        int cut;

        Asked(HttpMethod method) {
            byte[] text = (method + " / HTTP/1.1\r\nHost: shop\r\n\r\n").getBytes(ISO_8859_1);
            // Its encoder must know what was asked.
            client.writeInbound(Unpooled.wrappedBuffer(text));
            client.releaseInbound();
            Exchange exchange = new Exchange(
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/"), Caller.of(client, () -> 0), gate, this);
            exchange.body(LastHttpContent.EMPTY_LAST_CONTENT);
            exchange.reached(new Way(member, MEMBER, false, System.nanoTime()));
        }

        @Override
        public void done(ChannelFuture answer, boolean keeps) {
            done++;
        }

        @Override
        public boolean isLast() {
            return false;
        }

        @Override
        public void cut() {
            cut++;
        }
    }

    /** As a client that has never heard of this code reads it. */
    private static List<FullHttpResponse> decoded(byte[] bytes, boolean head, long seed) {
        HttpResponseDecoder decoder = new HttpResponseDecoder() {
            @Override
            protected boolean isContentAlwaysEmpty(io.netty.handler.codec.http.HttpMessage message) {
                return head || super.isContentAlwaysEmpty(message);
            }
        };
        EmbeddedChannel reader = new EmbeddedChannel(decoder, new HttpObjectAggregator(1 << 20));
        reader.writeInbound(Unpooled.wrappedBuffer(bytes));
        reader.finish();
        List<FullHttpResponse> answers = new ArrayList<>();
        for (Object answer = reader.readInbound(); answer != null; answer = reader.readInbound()) {
            FullHttpResponse read = (FullHttpResponse) answer;
            assertThat(read.decoderResult().isSuccess())
                    .as("seed %s: %s", seed, new String(bytes, ISO_8859_1))
                    .isTrue();
            answers.add(read);
            read.release();
        }
        return answers;
    }

    /**
     * Words of HTTP in an order that may make sense, with some of their bytes changed.
     *
     * @param beginnings one of them comes first, and perhaps others later
     */
    private static byte[] drawn(Random random, List<String> beginnings) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one(beginnings, random));
        for (int words = random.nextInt(10); words > 0; words--) {
            all.writeBytes(
                    switch (random.nextInt(40)) {
                        case 0 -> new byte[random.nextInt(10_000)];
                        case 1, 2, 3, 4 -> one(beginnings, random);
                        default -> one(REST, random);
                    });
        }
        if (random.nextInt(3) == 0) {
            all.writeBytes(frames(random));
        }
        byte[] bytes = all.toByteArray();
        for (int damage = random.nextInt(3); damage > 0; damage--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] one(List<String> words, Random random) {
        return words.get(random.nextInt(words.size())).getBytes(ISO_8859_1);
    }

    /** Frames of HTTP/2: a length that is mostly right, a type, flags, a stream, and anything. */
    private static byte[] frames(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int count = random.nextInt(5); count > 0; count--) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            int length = random.nextInt(10) == 0 ? random.nextInt(1 << 24) : payload.length;
            byte[] head = {
                (byte) (length >>> 16),
                (byte) (length >>> 8),
                (byte) length,
                (byte) random.nextInt(11),
                (byte) random.nextInt(64),
                0,
                0,
                0,
                (byte) random.nextInt(6)
            };
            all.writeBytes(head);
            all.writeBytes(payload);
        }
        return all.toByteArray();
    }
}

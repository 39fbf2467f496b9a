package dev.understudy.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Fuzz;
import dev.understudy.router.net.Ends;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.proxy.Arrival.Refusing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What nobody would send, from a load balancer's address: {@code -Dunderstudy.fuzz} so many connections, drawn from
 * {@code -Dunderstudy.seed}.
 */
@ExtendWith(LeakCheck.class)
class HeaderFuzzTest {

    private static final int CONNECTIONS = Fuzz.inputs(20_000);
    private static final long SEED = Long.getLong("understudy.seed", 1);
    private static final Ends FOUR = HeaderBytes.ends("203.0.113.9", "198.51.100.1");
    private static final Ends SIX = HeaderBytes.ends("2001:db8::9", "2001:db8::1");

    private final Refusing refusing = Refusing.at(() -> 0);

    @Test
    void each_is_served_from_behind_its_header_or_ended_and_counted() throws Exception {
        int served = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            long seed = SEED * 1_000_003 + i;
            byte[] sent = drawn(new Random(seed));
            try (Arrival arrival = new Arrival(Arrival.BALANCER, refusing)) {
                feed(arrival, sent, new Random(~seed));
                arrival.pass(3_000);
                if (arrival.seen.isEmpty()) {
                    assertThat(arrival.channel.isOpen()).as("seed %s", seed).isFalse();
                    assertThat(arrival.bytes.size()).as("seed %s", seed).isZero();
                } else {
                    served++;
                    assertServed(arrival, sent, seed);
                }
            }
        }
        assertThat(refusing.count()).isEqualTo(CONNECTIONS - served);
        assertThat(served).as("both happen").isBetween(CONNECTIONS / 20, CONNECTIONS - CONNECTIONS / 20);
    }

    private static void assertServed(Arrival arrival, byte[] sent, long seed) {
        byte[] got = arrival.bytes.toByteArray();
        assertThat(arrival.seen.get(0)).as("seed %s", seed).startsWith("active ");
        assertThat(arrival.seen.size()).as("seed %s", seed).isLessThanOrEqualTo(2);
        assertThat(got).as("seed %s", seed).isEqualTo(Arrays.copyOfRange(sent, sent.length - got.length, sent.length));
        assertThat(sent.length - got.length).as("seed %s", seed).isBetween(15, HeaderDecoder.MOST);
    }

    /** Its beginning in one of several ways, down to single bytes; the rest at once. */
    private static void feed(Arrival arrival, byte[] sent, Random random) {
        int most = 1 << (random.nextInt(8) * 2);
        int from = 0;
        for (int pieces = 0; from < sent.length; pieces++) {
            int to = pieces < 64 ? Math.min(sent.length, from + 1 + random.nextInt(most)) : sent.length;
            arrival.send(Arrays.copyOfRange(sent, from, to));
            from = to;
        }
    }

    private static byte[] drawn(Random random) {
        byte[] header = switch (random.nextInt(6)) {
            case 0 -> bytes(random, random.nextInt(300));
            case 1 -> HeaderBytes.struct(random.nextInt(256), random.nextInt(256), bytes(random, random.nextInt(300)));
            case 2 -> HeaderBytes.struct(0x21, family(random), bytes(random, random.nextInt(300)));
            case 3 -> HeaderBytes.v2(random.nextBoolean() ? FOUR : SIX, besides(random, 0));
            case 4 -> HeaderBytes.v1(random.nextBoolean() ? FOUR : SIX);
            default -> random.nextBoolean() ? HeaderBytes.local() : HeaderBytes.text("PROXY UNKNOWN\r\n");
        };
        for (int damage = random.nextInt(3); damage > 0 && header.length > 0; damage--) {
            header[random.nextInt(header.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(8) == 0 ? random.nextInt(header.length + 1) : header.length;
        // Something always comes: who says nothing is not counted.
        byte[] behind = bytes(random, 1 + random.nextInt(random.nextInt(50) == 0 ? 20_000 : 50));
        return HeaderBytes.both(Arrays.copyOf(header, length), behind);
    }

    private static int family(Random random) {
        int[] families = {0x00, 0x11, 0x12, 0x21, 0x22, 0x31, 0x32};
        return families[random.nextInt(families.length)];
    }

    /** Types, lengths that may be wrong, and values, of TLS some within others. */
    private static byte[] besides(Random random, int depth) {
        byte[] all = new byte[0];
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean tls = depth < 6 && random.nextInt(3) == 0;
            byte[] value = tls
                    ? HeaderBytes.both(
                            bytes(random, random.nextInt(12) == 0 ? random.nextInt(5) : 5), besides(random, depth + 1))
                    : bytes(random, random.nextInt(40));
            int length = random.nextInt(12) == 0 ? random.nextInt(65_536) : value.length;
            byte type = (byte) (tls ? 0x20 : random.nextInt(256));
            all = HeaderBytes.both(
                    all, HeaderBytes.both(new byte[] {type, (byte) (length >>> 8), (byte) length}, value));
        }
        return all;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

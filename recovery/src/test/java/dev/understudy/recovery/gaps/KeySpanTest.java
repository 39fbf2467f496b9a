package dev.understudy.recovery.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySpanTest {

    private static BigInteger n(long number) {
        return BigInteger.valueOf(number);
    }

    @Test
    void it_begins_behind_its_lower_bound_and_ends_with_its_upper_one() {
        KeySpan span = new KeySpan(n(10), n(20));
        assertThat(span.contains(n(10))).isFalse();
        assertThat(span.contains(n(11))).isTrue();
        assertThat(span.contains(n(20))).isTrue();
        assertThat(span.contains(n(21))).isFalse();
    }

    @Test
    void without_bounds_it_holds_every_number() {
        assertThat(KeySpan.ALL.contains(n(Long.MIN_VALUE))).isTrue();
        assertThat(KeySpan.ALL.contains(new BigInteger("18446744073709551615"))).isTrue();
    }

    @Test
    void a_chunk_and_the_rest_are_the_whole() {
        KeySpan span = new KeySpan(n(0), null);
        assertThat(span.upTo(n(7)).contains(n(7))).isTrue();
        assertThat(span.behind(n(7)).contains(n(7))).isFalse();
        assertThat(span.behind(n(7)).contains(n(8))).isTrue();
    }

    @Test
    void its_pieces_hold_every_number_exactly_once() {
        List<KeySpan> pieces = KeySpan.ALL.split(4, n(1), n(1000));
        assertThat(pieces).hasSize(4);
        for (long key : new long[] {Long.MIN_VALUE, 0, 1, 250, 251, 500, 501, 750, 999, 1000, 1001, Long.MAX_VALUE}) {
            assertThat(pieces.stream().filter(piece -> piece.contains(n(key))))
                    .as("%d", key)
                    .hasSize(1);
        }
    }

    @Test
    void few_numbers_make_few_pieces() {
        assertThat(KeySpan.ALL.split(8, n(1), n(2))).hasSize(1);
        assertThat(KeySpan.ALL.split(8, n(5), n(5))).containsExactly(KeySpan.ALL);
        assertThat(KeySpan.ALL.split(3, n(-9), n(9))).hasSize(3);
    }

    @Test
    void a_span_of_all_unsigned_numbers_is_cut_in_the_middle() {
        BigInteger highest = new BigInteger("18446744073709551615");
        assertThat(KeySpan.ALL.split(2, BigInteger.ZERO, highest).get(0).upTo())
                .isEqualTo(new BigInteger("9223372036854775807"));
    }
}

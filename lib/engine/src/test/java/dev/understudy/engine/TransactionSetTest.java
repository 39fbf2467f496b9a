package dev.understudy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransactionSetTest {

    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    private final Engine mysql = Engine.named("mysql");
    private final Engine mariadb = Engine.named("mariadb");

    @Test
    void a_gtid_set_is_read_and_written_in_canonical_form() {
        assertThat(mysql.transactions(B + ":5:1-3:4,\n" + A.toUpperCase(java.util.Locale.ROOT) + ":7")
                        .text())
                .isEqualTo(A + ":7," + B + ":1-5");
        assertThat(mysql.transactions("").isEmpty()).isTrue();
        assertThat(mysql.transactions(A + ":1-3:blue:2:4-5,blue".replace(",blue", ""))
                        .text())
                .isEqualTo(A + ":1-3:blue:2:4-5");
    }

    @Test
    void tags_have_numbers_of_their_own() {
        TransactionSet set = mysql.transactions(A + ":1-3:blue:7");
        assertThat(set.contains(A + ":3")).isTrue();
        assertThat(set.contains(A + ":7")).isFalse();
        assertThat(set.contains(A + ":blue:7")).isTrue();
        assertThat(set.plus(A + ":blue:8").text()).isEqualTo(A + ":1-3:blue:7-8");
        assertThat(set.count()).isEqualTo(4);
    }

    @Test
    void what_is_no_set_is_refused() {
        for (String bad : new String[] {"x", A, A + ":", A + ":3-1", A + ":0", A + ":1,,", "0-1-2"}) {
            assertThatThrownBy(() -> mysql.transactions(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad : new String[] {"x", "1-2", "0-1-a", "0-1-2,", A + ":1"}) {
            assertThatThrownBy(() -> mariadb.transactions(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void set_algebra_agrees_with_a_bit_set() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            BitSet left = bits(random);
            BitSet right = bits(random);
            BitSet union = copy(left);
            union.or(right);
            BitSet minus = copy(left);
            minus.andNot(right);
            BitSet outside = copy(right);
            outside.andNot(left);
            TransactionSet l = set(left);
            TransactionSet r = set(right);
            assertThat(l.union(r)).as("seed %d", seed).isEqualTo(set(union));
            assertThat(l.minus(r)).as("seed %d", seed).isEqualTo(set(minus));
            assertThat(l.containsAll(r)).as("seed %d", seed).isEqualTo(outside.isEmpty());
            assertThat(l.count()).as("seed %d", seed).isEqualTo(left.cardinality());
            assertThat(mysql.transactions(l.text())).isEqualTo(l);
        }
    }

    @Test
    void a_position_stands_for_all_before_it() {
        TransactionSet position = mariadb.transactions("0-1-42,7-3-9");
        assertThat(position.contains("0-2-42")).isTrue();
        assertThat(position.contains("0-1-43")).isFalse();
        assertThat(position.contains("8-1-1")).isFalse();
        assertThat(position.plus("0-2-43").text()).isEqualTo("0-2-43,7-3-9");
        assertThat(position.plus("0-2-41")).isEqualTo(position);
        assertThat(position.minus(mariadb.transactions("0-9-42")).text()).isEqualTo("7-3-9");
        assertThat(position.containsAll(mariadb.transactions("0-5-1"))).isTrue();
        assertThat(position.union(mariadb.transactions("0-5-50,9-9-1")).text()).isEqualTo("0-5-50,7-3-9,9-9-1");
        assertThat(mariadb.transactions("").isEmpty()).isTrue();
    }

    @Test
    void what_is_missing_before_a_transaction_is_told() {
        TransactionSet gtids = mysql.transactions(A + ":1-3:7:blue:2");
        assertThat(gtids.missingBefore(A + ":4")).isEmpty();
        assertThat(gtids.missingBefore(A + ":6")).isEqualTo(A + ":4-5");
        assertThat(gtids.missingBefore(A + ":9")).isEqualTo(A + ":8");
        assertThat(gtids.missingBefore(A + ":blue:4")).isEqualTo(A + ":blue:3");
        assertThat(gtids.missingBefore(B + ":100")).as("an origin that is new").isEmpty();

        TransactionSet position = mariadb.transactions("0-1-42");
        assertThat(position.missingBefore("0-2-43")).isEmpty();
        assertThat(position.missingBefore("0-2-44")).isEqualTo("0-2-43");
        assertThat(position.missingBefore("0-1-46")).isEqualTo("0-1-43 to 0-1-45");
        assertThat(position.missingBefore("7-1-5")).isEmpty();
    }

    @Test
    void passwords_are_quoted() {
        assertThat(mysql.createAccount(Engine.AccountRole.AGENT, "u", "a'b\\c").get(0))
                .endsWith("IDENTIFIED BY 'a''b\\\\c'");
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        for (int i = 0; i < random.nextInt(12); i++) {
            int from = 1 + random.nextInt(40);
            bits.set(from, from + 1 + random.nextInt(6));
        }
        return bits;
    }

    private static BitSet copy(BitSet bits) {
        return (BitSet) bits.clone();
    }

    private TransactionSet set(BitSet bits) {
        TransactionSet set = mysql.transactions("");
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            set = set.plus(A + ":" + i);
        }
        return set;
    }

    @Test
    void what_lies_beyond_is_told_in_numbers() {
        TransactionSet mariadb = Engine.named("mariadb").transactions("0-1-10,1-1-4,2-3-9");
        assertThat(mariadb.beyond(mariadb.read("0-1-7,1-1-3,2-3-9"))).isEqualTo("0-1-8..10,1-1-4");
        assertThat(mariadb.beyond(mariadb)).isEmpty();
        String uuid = "aaaaaaaa-0000-0000-0000-000000000001:";
        TransactionSet mysql = Engine.named("mysql").transactions(uuid + "1-10");
        assertThat(mysql.beyond(mysql.read(uuid + "1-7"))).isEqualTo(uuid + "8-10");
    }
}

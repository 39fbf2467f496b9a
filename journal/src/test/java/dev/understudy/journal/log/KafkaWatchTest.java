package dev.understudy.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.log.KafkaWatch.Given;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaWatchTest {

    private static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();
    private static final Given NOTHING = new Given(false, 0);

    private final KafkaWatch watch = new KafkaWatch(Duration.ofSeconds(3));

    @Test
    void leases_that_are_confirmed_are_no_trouble() {
        for (int second = 0; second < 10; second++) {
            look(second, new Given(true, second), NOTHING);
            assertThat(watch.trouble()).isEmpty();
        }
    }

    @Test
    void after_a_lease_without_a_word_it_is_told_since_when_and_the_first_reason_stays() {
        look(0, new Given(true, 7), NOTHING);
        look(2, new Given(true, 7), NOTHING);
        assertThat(watch.trouble()).isEmpty();
        watch.look(NOON + 3_000, new Given(true, 7), NOTHING, "no leader");
        assertThat(watch.trouble())
                .isEqualTo(
                        "Kafka has confirmed nothing since 2026-11-27T12:00:00Z: commits wait until it does (no leader)");
        watch.look(NOON + 60_000, new Given(true, 7), NOTHING, "something else");
        assertThat(watch.trouble()).endsWith("(no leader)");
        look(61, new Given(true, 8), NOTHING);
        assertThat(watch.trouble()).isEmpty();
    }

    @Test
    void transactions_that_are_not_confirmed_are_told_also_while_leases_are() {
        look(0, new Given(true, 1), new Given(true, 5));
        look(2, new Given(true, 2), new Given(true, 5));
        assertThat(watch.trouble()).isEmpty();
        look(4, new Given(true, 3), new Given(true, 5));
        assertThat(watch.trouble()).contains("since 2026-11-27T12:00:00Z");
        look(5, new Given(true, 4), new Given(true, 6));
        assertThat(watch.trouble()).isEmpty();
    }

    @Test
    void a_primary_that_is_idle_and_an_epoch_that_is_closed_wait_for_nothing() {
        look(0, NOTHING, NOTHING);
        look(100, NOTHING, NOTHING);
        assertThat(watch.trouble()).isEmpty();
        look(101, new Given(true, 0), NOTHING);
        assertThat(watch.trouble()).as("it has only just been asked").isEmpty();
    }

    private void look(long second, Given asked, Given written) {
        watch.look(NOON + second * 1_000, asked, written, "");
    }
}

package dev.understudy.recovery.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.preflight.BackgroundPreflight.Roles;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.rules.Given;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundPreflightTest {

    private static final Roles ROLES = new Roles("orders-a", Set.of("orders-b"));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SynchronousQueue<Facts> answers = new SynchronousQueue<>();
    private volatile Optional<Roles> roles = Optional.of(ROLES);
    private @Nullable BackgroundPreflight preflight;

    private BackgroundPreflight looking(PreflightConfig config) {
        BackgroundPreflight made = new BackgroundPreflight(
                Given.mysql().cluster(),
                writer -> answers.take(),
                () -> roles,
                config,
                Map.of(),
                metrics,
                Clock.systemUTC());
        preflight = made;
        return made.start();
    }

    @AfterEach
    void close() {
        if (preflight != null) {
            preflight.close();
        }
    }

    /** Returns when the answer was taken; the one before it is known then. */
    private void answer(Facts facts) throws InterruptedException {
        assertThat(answers.offer(facts, 20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_is_fatal_stands_against_a_promotion_and_counts_until_it_is_mended() throws Exception {
        BackgroundPreflight looking = looking(new PreflightConfig("1ms", null));
        Facts mixed =
                Given.mysql().variable("orders-a", "binlog_format", "MIXED").facts();
        answer(mixed);
        await(() -> fatal() == 1);
        assertThat(looking.against("orders-b", "orders-a"))
                .map(Objection::reason)
                .get()
                .asString()
                .contains("MIXED");
        assertThat(looking.isRecorded(Map.of())).isFalse();
        assertThat(looking.isRecorded(looking.details())).isTrue();
        assertThat(looking.shown().get("fatal")).isEqualTo(List.of("binlog-format: orders-a: binlog_format is MIXED"));

        roles = Optional.of(new Roles("orders-a", Set.of()));
        answer(Given.mysql().facts());
        await(() -> fatal() == 0);
        assertThat(looking.against("orders-b", "orders-a")).isEmpty();
    }

    @Test
    void what_was_seen_while_a_plan_began_does_not_count() throws Exception {
        BackgroundPreflight looking = new BackgroundPreflight(
                Given.mysql().cluster(),
                writer -> {
                    Facts facts = answers.take();
                    roles = Optional.empty();
                    return facts;
                },
                () -> roles,
                new PreflightConfig("1ms", null),
                Map.of(),
                metrics,
                Clock.systemUTC());
        preflight = looking.start();
        answer(Given.mysql().variable("orders-a", "binlog_format", "MIXED").facts());
        await(() -> roles.isEmpty());
        roles = Optional.of(ROLES);
        answer(Given.mysql().facts());
        assertThat(fatal()).isZero();
    }

    @Test
    void where_it_is_off_nothing_stands_against_anything() {
        assertThat(looking(new PreflightConfig("off", null)).against("orders-b", "orders-a"))
                .isEmpty();
    }

    private double fatal() {
        return metrics.get("understudy.preflight.fatal").gauge().value();
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
    }
}

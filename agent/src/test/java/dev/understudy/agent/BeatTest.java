package dev.understudy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BeatTest {

    private final Semaphore beats = new Semaphore(0);

    @Test
    void it_beats_at_once_and_again_when_woken() throws InterruptedException {
        try (Beat beat = Beat.start("test", Duration.ofHours(1), beats::release)) {
            assertThat(beats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            beat.wake();
            assertThat(beats.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_task_that_throws_is_tried_again() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        try (Beat beat = Beat.start("test", Duration.ofMillis(1), () -> {
            beats.release();
            if (count.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one");
            }
        })) {
            assertThat(beats.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
            assertThat(beat.lagMillis()).isGreaterThanOrEqualTo(0);
        }
    }
}

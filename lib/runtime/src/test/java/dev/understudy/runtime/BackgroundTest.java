package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    @Test
    void works_round_after_round_until_it_is_closed() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        Background background = new Background("test", Duration.ofMillis(1), rounds::countDown);
        background.start();

        assertThat(rounds.await(5, TimeUnit.SECONDS)).isTrue();
        background.close();
        assertThat(background.isClosed()).isTrue();
    }

    @Test
    void a_round_that_waits_is_interrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Background background = new Background("test", Duration.ofMillis(1), () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        background.start();
        begun.await();

        background.close();
        assertThat(interrupted).isTrue();
    }
}

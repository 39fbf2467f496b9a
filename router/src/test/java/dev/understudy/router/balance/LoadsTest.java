package dev.understudy.router.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadsTest {

    private final Loads loads = new Loads();

    @Test
    void a_place_is_given_back_once() {
        Loads.Lease first = loads.take("a");
        Loads.Lease second = loads.take("a");
        assertThat(loads.of("a")).isEqualTo(2);
        first.close();
        first.close();
        assertThat(loads.of("a")).isEqualTo(1);
        second.close();
        assertThat(loads.of("a")).isZero();
        assertThat(loads.of("never seen")).isZero();
    }

    @Test
    void a_full_one_gives_no_place_until_one_is_given_back() {
        Loads.Lease only = loads.take("a", 1).orElseThrow();
        assertThat(loads.take("a", 1)).isEmpty();
        only.close();
        assertThat(loads.take("a", 1)).isPresent();
    }

    @Test
    void no_more_places_are_given_than_there_are_however_many_ask_at_once() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                await(go);
                for (int ask = 0; ask < 1_000; ask++) {
                    loads.take("a", 777).ifPresent(lease -> given.incrementAndGet());
                }
            });
            threads[i].start();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(given).hasValue(777);
        assertThat(loads.of("a")).isEqualTo(777);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

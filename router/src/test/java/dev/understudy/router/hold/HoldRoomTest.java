package dev.understudy.router.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Await;
import dev.understudy.router.hold.HoldQueue.Place;
import dev.understudy.router.hold.HoldRoom.Outlook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldRoomTest {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private volatile Outlook outlook = Outlook.WAIT;
    private volatile boolean outlookBreaks;
    private final HoldRoom<Guest> room =
            new HoldRoom<>(new HoldLimits(Duration.ofMillis(1_000), 10), timer, clock::get, this::look);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void while_there_is_nothing_to_be_tried_all_wait() {
        enter("a");
        enter("b");
        severalLooks();
        assertThat(tried).isEmpty();
        assertThat(room.size()).isEqualTo(2);
    }

    @Test
    void one_tries_for_all_and_when_it_is_served_the_others_are_let_in() {
        Place<Guest> first = enter("a");
        enter("b");
        enter("c");
        outlook = Outlook.ONE_TRIES;
        Await.until("a scout", () -> !tried.isEmpty());
        severalLooks();
        assertThat(tried).containsExactly("a");
        room.served(first);
        assertThat(tried).containsExactly("a", "b", "c");
        assertThat(room.size()).isEqualTo(2);
    }

    @Test
    void a_scout_that_fails_tries_again() {
        Place<Guest> first = enter("a");
        enter("b");
        outlook = Outlook.ONE_TRIES;
        Await.until("a scout", () -> tried.equals(List.of("a")));
        room.again(first);
        Await.until("its second try", () -> tried.equals(List.of("a", "a")));
    }

    @Test
    void news_for_everybody_lets_all_try() {
        enter("a");
        enter("b");
        outlook = Outlook.ALL_TRY;
        Await.until("both", () -> tried.equals(List.of("a", "b")));
    }

    @Test
    void whose_time_is_over_is_told_and_its_place_is_free() {
        enter("a");
        clock.set(500);
        enter("b");
        clock.set(1_000);
        Await.until("the first one's end", () -> ended.equals(List.of("a")));
        assertThat(room.size()).isEqualTo(1);
    }

    @Test
    void nobody_looks_while_nobody_waits_and_looking_begins_again() {
        room.leave(enter("a"));
        Await.until("nothing scheduled", () -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);
        outlook = Outlook.ONE_TRIES;
        enter("b");
        Await.until("a scout", () -> tried.equals(List.of("b")));
    }

    @Test
    void an_outlook_that_breaks_once_does_not_end_the_looking() {
        outlookBreaks = true;
        enter("a");
        Await.until("a broken look", () -> !outlookBreaks);
        outlook = Outlook.ONE_TRIES;
        Await.until("a scout", () -> tried.equals(List.of("a")));
    }

    private Outlook look() {
        looks.incrementAndGet();
        if (outlookBreaks) {
            outlookBreaks = false;
            throw new IllegalStateException("broken");
        }
        return outlook;
    }

    private void severalLooks() {
        int before = looks.get();
        Await.until("three looks", () -> looks.get() >= before + 3);
    }

    private Place<Guest> enter(String name) {
        return room.enter(new Guest(name)).orElseThrow();
    }

    private final class Guest implements HoldRoom.Guest {
        private final String name;

        private Guest(String name) {
            this.name = name;
        }

        @Override
        public void tryNow() {
            tried.add(name);
        }

        @Override
        public void timeIsUp() {
            ended.add(name);
        }
    }
}

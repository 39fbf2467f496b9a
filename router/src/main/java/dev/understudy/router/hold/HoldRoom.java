package dev.understudy.router.hold;

import dev.understudy.router.hold.HoldQueue.Place;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where a listener's clients wait. Thread-safe; guests are called outside of its lock, from any thread.
 *
 * <p>While the outlook is a server that may be back, one guest tries for all; when it is served, all are let in.
 */
public final class HoldRoom<G extends HoldRoom.Guest> {

    /** How often the outlook is asked for while somebody waits. */
    private static final long LOOK_EVERY_MILLIS = 20;

    private final HoldQueue<G> queue;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Supplier<Outlook> outlook;
    private boolean looking;

    /** Who waits. */
    public interface Guest {
        /** Try now; answer with {@code served}, {@code again} or {@code leave}. */
        void tryNow();

        /** The longest time is over; the place is free already. */
        void timeIsUp();
    }

    /** What waiting is good for at the moment. */
    public enum Outlook {
        /** Nothing to be tried. */
        WAIT,
        /** A server may be there: one tries. */
        ONE_TRIES,
        /** There is news for everybody. */
        ALL_TRY
    }

    public HoldRoom(HoldLimits limits, ScheduledExecutorService timer, LongSupplier clock, Supplier<Outlook> outlook) {
        this.queue = new HoldQueue<>(limits);
        this.timer = timer;
        this.clock = clock;
        this.outlook = outlook;
    }

    /**
     * @return empty where the room is full
     */
    public synchronized Optional<Place<G>> enter(G guest) {
        Optional<Place<G>> place = queue.enter(guest, clock.getAsLong());
        if (place.isPresent() && !looking) {
            looking = true;
            timer.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return place;
    }

    public synchronized void leave(Place<G> place) {
        queue.leave(place);
    }

    /** A try has failed; the guest keeps its place. */
    public synchronized void again(Place<G> place) {
        queue.again(place);
    }

    /** A guest has its server, so that the others can have theirs. */
    public void served(Place<G> place) {
        leave(place);
        letAllTry();
    }

    public void letAllTry() {
        List<G> released;
        synchronized (this) {
            released = queue.release();
        }
        released.forEach(Guest::tryNow);
    }

    public synchronized int size() {
        return queue.size();
    }

    private void look() {
        try {
            lookOnce();
        } finally {
            lookAgain();
        }
    }

    private void lookOnce() {
        List<G> over;
        synchronized (this) {
            over = queue.expired(clock.getAsLong());
        }
        over.forEach(Guest::timeIsUp);
        switch (size() == 0 ? Outlook.WAIT : outlook.get()) {
            case ONE_TRIES -> scout().ifPresent(Guest::tryNow);
            case ALL_TRY -> letAllTry();
            case WAIT -> {}
        }
    }

    private synchronized void lookAgain() {
        looking = queue.size() > 0;
        if (looking) {
            timer.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized Optional<G> scout() {
        return queue.scout();
    }
}

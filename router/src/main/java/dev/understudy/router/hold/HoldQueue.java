package dev.understudy.router.hold;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who waits, first come first served. Not thread-safe.
 *
 * <pre>
 *   enter ─▶ waiting ── scout, release ──▶ trying ── leave ─▶ (gone)
 *               ▲ └──── leave, expired ─▶     │
 *               └────────── again ────────────┘      a failed try keeps its place and its deadline
 * </pre>
 *
 * @param <G> who waits
 */
public final class HoldQueue<G> {

    private final HoldLimits limits;
    private final Set<Place<G>> places = new LinkedHashSet<>();
    private int trying;

    /** One guest's place. */
    public static final class Place<G> {

        private final G guest;
        private final long deadline;
        private boolean trying;

        private Place(G guest, long deadline) {
            this.guest = guest;
            this.deadline = deadline;
        }

        public G guest() {
            return guest;
        }
    }

    public HoldQueue(HoldLimits limits) {
        this.limits = limits;
    }

    /**
     * @param now ms
     * @return empty where the queue is full
     */
    public Optional<Place<G>> enter(G guest, long now) {
        if (places.size() >= limits.connections()) {
            return Optional.empty();
        }
        Place<G> place = new Place<>(guest, now + limits.time().toMillis());
        places.add(place);
        return Optional.of(place);
    }

    /** The place is free again. Idempotent. */
    public void leave(Place<G> place) {
        if (places.remove(place) && place.trying) {
            trying--;
        }
    }

    /** A try has failed. */
    public void again(Place<G> place) {
        if (place.trying && places.contains(place)) {
            trying--;
        }
        place.trying = false;
    }

    /** Those whose time is over; they have left. */
    public List<G> expired(long now) {
        List<G> over = new ArrayList<>();
        Iterator<Place<G>> oldestFirst = places.iterator();
        while (oldestFirst.hasNext()) {
            Place<G> place = oldestFirst.next();
            if (place.deadline > now) {
                break;
            }
            oldestFirst.remove();
            trying -= place.trying ? 1 : 0;
            over.add(place.guest);
        }
        return over;
    }

    /** The one who tries for all: the first who waits; empty while somebody tries already. */
    public Optional<G> scout() {
        if (trying > 0 || places.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tries(places.iterator().next()));
    }

    /** All who wait; each of them tries now. */
    public List<G> release() {
        List<G> released = new ArrayList<>();
        for (Place<G> place : places) {
            if (!place.trying) {
                released.add(tries(place));
            }
        }
        return released;
    }

    public int size() {
        return places.size();
    }

    private G tries(Place<G> place) {
        place.trying = true;
        trying++;
        return place.guest;
    }
}

package dev.understudy.router.sighting;

import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;
import dev.understudy.router.routing.Member;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What all connections to one node see, and how often that is told. Time is this router's clock, ms. Thread-safe; a
 * connection that carries traffic only writes two fields.
 *
 * <p>Positive evidence (refused, reset) is told at once and then at most each {@value #GONE_EVERY} ms. Silence is a question
 * that waits while <em>nothing at all</em> comes back from the node: one slow query beside others that are answered is none.
 */
public final class NodeWatch {

    static final long GONE_EVERY = 100;
    static final long SILENT_AFTER = 250;
    static final long SILENT_EVERY = 100;
    static final long ANSWERED_EVERY = 200;

    /** What a dead server had sent before its end may be read a little later than its end. */
    static final long LATE_BYTES = 50;

    private static final long FAILING_FOR = 1_000;
    private static final long NEVER = Unanswered.NOTHING;

    private final Member member;
    private final BiConsumer<Member, Seen> told;
    private final Set<Unanswered> open = ConcurrentHashMap.newKeySet();
    private volatile long answeredAt = NEVER;
    private volatile double tookMillis;
    private volatile long goneAt = NEVER;
    private volatile long greetingDueSince = NEVER;
    private long goneToldAt = NEVER;
    private long silenceToldAt = NEVER;
    private long answerToldAt = NEVER;

    NodeWatch(Member member, BiConsumer<Member, Seen> told) {
        this.member = member;
        this.told = told;
    }

    public Member member() {
        return member;
    }

    /** From now on this connection may wait for the node. */
    public void opened(Unanswered connection) {
        open.add(connection);
    }

    public void closed(Unanswered connection) {
        open.remove(connection);
    }

    /**
     * @param took how long it was waited for, ms
     */
    public void answered(long now, double took) {
        answeredAt = now;
        tookMillis = took;
    }

    /** Accepted, and never greeted. */
    public void noGreeting(long since) {
        if (greetingDueSince <= answeredAt || greetingDueSince <= goneAt) {
            greetingDueSince = since;
        }
    }

    public void refused(long now, @Nullable String detail) {
        gone(Outcome.REFUSED, now, detail);
    }

    public void reset(long now, @Nullable String detail) {
        gone(Outcome.RESET, now, detail);
    }

    /** Whether its last word was a refusal or a reset, not long ago. In one millisecond the end comes after the answer. */
    public boolean isFailing(long now) {
        return goneAt != NEVER && goneAt >= answeredAt && now - goneAt < FAILING_FOR;
    }

    /** Tells what has become due. */
    void tick(long now) {
        answer(now).or(() -> silence(now)).ifPresent(seen -> told.accept(member, seen));
    }

    private void gone(Outcome outcome, long now, @Nullable String detail) {
        goneAt = now;
        synchronized (this) {
            if (goneToldAt != NEVER && now - goneToldAt < GONE_EVERY) {
                return;
            }
            goneToldAt = now;
        }
        told.accept(member, new Seen(new Probe(outcome, 0, detail), 1, ago(now)));
    }

    private synchronized Optional<Seen> answer(long now) {
        long at = answeredAt;
        boolean isNews = at != NEVER && at > answerToldAt;
        boolean isDue = answerToldAt == NEVER || now - answerToldAt >= ANSWERED_EVERY;
        boolean isBelieved = goneAt == NEVER || at >= goneAt + LATE_BYTES;
        if (!isNews || !isDue || !isBelieved) {
            return Optional.empty();
        }
        answerToldAt = now;
        return Optional.of(new Seen(Probe.answered(tookMillis), 1, ago(now)));
    }

    private synchronized Optional<Seen> silence(long now) {
        long since = Long.MAX_VALUE;
        int waiting = 0;
        for (Unanswered connection : open) {
            long from = connection.unansweredSince();
            if (from != NEVER && now - from >= SILENT_AFTER) {
                waiting++;
                since = Math.min(since, from);
            }
        }
        long greeting = greetingDueSince;
        if (greeting != NEVER && greeting > answeredAt && greeting > goneAt) {
            waiting = Math.max(1, waiting);
            since = Math.min(since, greeting);
        }
        since = Math.max(since, answeredAt);
        boolean isDue = silenceToldAt == NEVER || now - silenceToldAt >= SILENT_EVERY;
        if (waiting == 0 || now - since < SILENT_AFTER || !isDue) {
            return Optional.empty();
        }
        silenceToldAt = now;
        return Optional.of(new Seen(new Probe(Outcome.SILENT, now - since, null), waiting, ago(now)));
    }

    private @Nullable Long ago(long now) {
        return answeredAt == NEVER ? null : Long.valueOf(now - answeredAt);
    }
}

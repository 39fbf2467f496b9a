package dev.understudy.detector.doubt;

import dev.understudy.detector.doubt.Confidence.Doubting;
import dev.understudy.detector.doubt.Confidence.Starting;
import dev.understudy.detector.doubt.Confidence.Sure;
import dev.understudy.detector.evidence.Heard;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The detector's judgement on itself. Fed with every record's fate and every tick; everything is computed from elapsed
 * time, since missed ticks collapse into one. Not thread-safe.
 */
public final class SelfDoubt {

    /** The clock may be adjusted by this much backwards, in ms, before all known times are void. */
    private static final long CLOCK_TOLERANCE = 100;

    private static final int ENOUGH_TO_TELL = 5;
    private static final long WINDOW = 1_000;

    private final DoubtLimits limits;
    private final RoundTrip loop = new RoundTrip();
    private Confidence confidence;
    private long lastTick;
    private long lastInput;
    private boolean anyInput;
    private long windowStart;
    private int stale;
    private int fresh;

    public SelfDoubt(DoubtLimits limits, long now) {
        this.limits = limits;
        this.confidence = new Starting(now);
        this.lastTick = now;
        this.windowStart = now;
    }

    public Confidence confidence() {
        return confidence;
    }

    /** A record arrived. */
    public void heard(Heard heard, long now) {
        anyInput = true;
        lastInput = now;
        count(heard, now);
        if (confidence instanceof Sure && now - lastTick > limits.pause().toMillis()) {
            // Records may be read before the clock is looked at.
            paused(now, now - lastTick);
        }
        boolean old = heard == Heard.STALE || heard == Heard.BACKLOG;
        if (old && confidence instanceof Starting) {
            confidence = new Starting(now);
        } else if (heard == Heard.STALE && confidence instanceof Doubting doubting) {
            doubt(doubting.reason(), Duration.ofMillis(doubting.rest()), now);
        } else if (confidence instanceof Sure && stale >= ENOUGH_TO_TELL && stale > fresh) {
            doubt("most of what arrives is old: the input lags behind", limits.settle(), now);
        }
    }

    /** The number of the heartbeat that the detector is to send itself now; empty where none is due. */
    public OptionalLong loopBackDue(long now) {
        return loop.due(now);
    }

    /** A heartbeat of the detector's own has come back. */
    public void cameBack(long sequence) {
        loop.back(sequence);
    }

    /**
     * Time has passed.
     *
     * @return false where the detector's own clock went back, so that no time that was noted before means anything
     */
    public boolean tick(long now, Census census) {
        long gap = now - lastTick;
        lastTick = now;
        if (gap < -CLOCK_TOLERANCE) {
            confidence = new Starting(now);
            lastInput = now;
            windowStart = now;
            loop.forget();
            return false;
        }
        if (confidence instanceof Starting starting) {
            if (gap > limits.pause().toMillis()) {
                confidence = new Starting(now);
            } else if (now - starting.quietSince() >= limits.grace().toMillis()) {
                confidence = new Sure();
            }
            return true;
        }
        if (gap > limits.pause().toMillis()) {
            paused(now, gap);
        } else if (anyInput && now - lastInput > limits.inputGap().toMillis()) {
            doubt(
                    "nothing has arrived for more than " + limits.inputGap().toMillis()
                            + " ms: the messenger is suspected",
                    limits.settle(),
                    now);
        } else if (loop.late(now) > limits.roundTrip().toMillis()) {
            doubt(
                    "its own heartbeat has been on its way through Kafka for more than "
                            + limits.roundTrip().toMillis() + " ms: the messenger is suspected",
                    limits.settle(),
                    now);
        } else if (census.pointsToTheMessenger(limits.share())) {
            doubt(
                    census.mute() + " of " + census.alive() + " nodes fell silent together: the messenger is suspected",
                    limits.settle(),
                    now);
        } else if (confidence instanceof Doubting doubting && now >= doubting.until()) {
            confidence = new Sure();
        }
        return true;
    }

    private void paused(long now, long gap) {
        doubt("it was paused itself for " + gap + " ms", limits.wake(), now);
    }

    private void doubt(String reason, Duration rest, long now) {
        confidence = new Doubting(reason, rest.toMillis(), now + rest.toMillis());
    }

    private void count(Heard heard, long now) {
        if (now - windowStart > WINDOW || now < windowStart) {
            windowStart = now;
            stale = 0;
            fresh = 0;
        }
        if (heard == Heard.STALE) {
            stale++;
        } else if (heard.taken()) {
            fresh++;
        }
    }
}

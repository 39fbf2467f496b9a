package dev.understudy.bench.simulation;

import dev.understudy.events.ObserverHealth;

/** A process of ours: it may be down, stand still for a while, and have a clock of its own. Not thread-safe. */
abstract class Actor {

    static final long EVERY = 200;
    private static final long NOTICED_FOR = 200;

    final Cluster cluster;
    final String name;
    final int host;
    private boolean up = true;
    private boolean buffering;
    private long pausedUntil;
    private long pausedFor;
    private long skew;
    private long startedAt;
    private String writer = "";
    private long heldUntil;

    Actor(Cluster cluster, String name, int host) {
        this.cluster = cluster;
        this.name = name;
        this.host = host;
    }

    /** Its timers begin. */
    abstract void begin(long now);

    boolean up() {
        return up;
    }

    /** Until when it stands still; in the past where it does not. */
    long pausedUntil() {
        return pausedUntil;
    }

    boolean awake(long now) {
        return up && pausedUntil <= now;
    }

    void pause(long now, long length) {
        pausedUntil = Math.max(pausedUntil, now + length);
        pausedFor = length;
    }

    /** How long a pause was that ended just now; 0 where none did. */
    long justPaused(long now) {
        return pausedUntil > 0 && now - pausedUntil < NOTICED_FOR ? pausedFor : 0;
    }

    void stop() {
        up = false;
    }

    void start(long now) {
        up = true;
        pausedUntil = 0;
        startedAt = now;
        writer = name + "@" + (Cluster.EPOCH_START + now);
        begin(now);
    }

    long startedAt() {
        return startedAt;
    }

    void setClock(long ahead) {
        skew = ahead;
    }

    /** What its clock shows. */
    long clock(long now) {
        return Cluster.EPOCH_START + now + skew;
    }

    /** It keeps what it cannot send, and sends all of it later, as no sender should. */
    void buffer(boolean is) {
        buffering = is;
    }

    boolean buffers() {
        return buffering;
    }

    /** Nothing that it sends leaves before this time. */
    void holdBack(long until) {
        heldUntil = until;
    }

    long heldUntil() {
        return heldUntil;
    }

    String writer() {
        return writer;
    }

    /** As it reports itself: right after a pause its own timer may not have noticed yet. */
    ObserverHealth health(long now, int othersFailing) {
        long paused = justPaused(now);
        double lag = paused > 0 && cluster.dice.chance(0.5) ? paused : 1;
        return new ObserverHealth(lag, 1.0, 100L, 20_000L, othersFailing);
    }
}

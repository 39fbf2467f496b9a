package dev.understudy.bench.simulation;

/** One database server as it truly is. Not thread-safe. */
final class Server {

    enum State {
        RUNNING,
        /** Answers, and commits nothing. */
        STALLED,
        /** Its process is stopped. */
        STOPPED,
        /** Its process runs, accepts, and answers nothing. */
        LOCKED_UP,
        /** Its whole machine stands still. */
        FROZEN,
        ENDED
    }

    final int number;
    final String name;
    private State state = State.RUNNING;
    private long since;
    private int boot = 1;

    Server(int number) {
        this.number = number;
        this.name = "orders-" + (char) ('a' + number);
    }

    void become(State next, long now) {
        if (state == State.ENDED && next != State.ENDED) {
            boot++;
        }
        state = next;
        since = now;
    }

    State state() {
        return state;
    }

    long since() {
        return since;
    }

    String bootId() {
        return name + ":" + boot;
    }

    boolean answers() {
        return state == State.RUNNING || state == State.STALLED;
    }

    boolean commits() {
        return state == State.RUNNING;
    }
}

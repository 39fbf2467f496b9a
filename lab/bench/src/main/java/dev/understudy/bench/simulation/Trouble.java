package dev.understudy.bench.simulation;

import java.util.ArrayList;
import java.util.List;

/** A real fault of one server, from its beginning to its end. Not thread-safe. */
final class Trouble {

    /** What is done to it. */
    enum Kind {
        KILL(Server.State.ENDED),
        /** SIGSTOP. */
        STOP(Server.State.STOPPED),
        /** It runs, accepts and answers nothing. */
        LOCK_UP(Server.State.LOCKED_UP),
        /** Its machine stands still, and its agent with it. */
        FREEZE(Server.State.FROZEN),
        STALL(Server.State.STALLED),
        /** In good order. */
        RESTART(Server.State.ENDED);

        final Server.State state;

        Kind(Server.State state) {
            this.state = state;
        }

        /** It answers nothing, and its process is there. */
        boolean hangs() {
            return this == STOP || this == LOCK_UP || this == FREEZE;
        }
    }

    static final long OPEN = Long.MAX_VALUE;

    final Kind kind;
    final int node;
    final boolean ofWriter;
    final long from;
    /** What else was going on when it began, and until it was told. */
    final List<String> besides = new ArrayList<>();

    long until = OPEN;
    /** When recovery ended the server, whatever it had before. */
    long fencedAt = OPEN;

    long toldAt = -1;
    /** The node was held for dead before, and rightly: it was out of reach. */
    boolean alreadyTold;

    Trouble(Kind kind, int node, boolean ofWriter, long from) {
        this.kind = kind;
        this.node = node;
        this.ofWriter = ofWriter;
        this.from = from;
    }

    /** Whether it was so for some time that ended not longer ago than {@code late}. */
    boolean wasSo(long now, long atLeast, long late) {
        long end = Math.min(now, until);
        return end - from >= atLeast && now - end <= late;
    }

    /** Whether the server answered nobody, for so long at least where it hung; what ended not longer ago than {@code late} counts. */
    boolean failed(long now, long atLeast, long late) {
        return fencedAt <= now
                ? now - Math.min(now, until) <= late
                : kind != Kind.STALL && wasSo(now, kind.hangs() ? atLeast : 0, late);
    }
}

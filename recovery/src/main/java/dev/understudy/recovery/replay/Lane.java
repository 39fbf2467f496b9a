package dev.understudy.recovery.replay;

import dev.understudy.recovery.replay.Turns.Told;
import java.sql.SQLException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Carries out one range after the other in a session of its own. */
final class Lane extends Thread {

    private static final long STALL_MILLIS = 50;
    private static final int ATTEMPTS = 10;

    private final Turns turns;
    private final LaneSession session;
    private final int number;
    private final Standstill standstill;
    private final LongFunction<@Nullable Lane> whose;
    private volatile long executing;

    /**
     * @param whose the lane that is carrying out a range, by the range's number; null where it is none's
     */
    Lane(Turns turns, LaneSession session, int number, Standstill standstill, LongFunction<@Nullable Lane> whose) {
        super(Thread.currentThread().getName() + "-lane-" + number);
        this.turns = turns;
        this.session = session;
        this.number = number;
        this.standstill = standstill;
        this.whose = whose;
    }

    /** The number of the range that its server is busy with; 0 for none. */
    long executing() {
        return executing;
    }

    @Override
    public void run() {
        try (LaneSession own = session) {
            Range range = turns.take();
            while (range != null && carryOut(own, range)) {
                range = turns.take();
            }
        } catch (SQLException | RuntimeException | Error e) {
            turns.fail(e);
        }
    }

    /**
     * @return false where the replay has ended
     */
    private boolean carryOut(LaneSession own, Range range) throws SQLException {
        own.prepare(range, number);
        if (turns.await(range.after()) == Told.END) {
            return false;
        }
        Told told = early(own, range) ? awaitTurn(own, range) : Told.NOT_YET;
        if (told != Told.GO) {
            own.rollback();
            if (told == Told.END || turns.await(range.number() - 1) == Told.END) {
                return false;
            }
            inTurn(own, range);
        }
        own.commit();
        turns.finished(range);
        return true;
    }

    /** Before its turn: whether it is carried out, and only to be committed. */
    private boolean early(LaneSession own, Range range) throws SQLException {
        boolean isTurn = turns.committed() == range.number() - 1;
        try {
            execute(own, range);
            return true;
        } catch (Halt e) {
            if (isTurn) {
                throw e;
            }
        } catch (SQLException e) {
            if (!own.isLockConflict(e)) {
                throw e;
            }
        }
        return false;
    }

    /** {@code NOT_YET} where the one whose turn it is stands behind a lock: perhaps this lane's. */
    private Told awaitTurn(LaneSession own, Range range) throws SQLException {
        Told told = turns.await(range.number() - 1, STALL_MILLIS);
        while (told == Told.NOT_YET && !oldestWaits(own)) {
            told = turns.await(range.number() - 1, STALL_MILLIS);
        }
        return told;
    }

    private boolean oldestWaits(LaneSession own) throws SQLException {
        long turn = turns.committed() + 1;
        Lane oldest = whose.apply(turn);
        return oldest != null && standstill.of(turn, oldest.session.session(), own);
    }

    /** All before it is committed: what stands in its way now is a stranger, or a younger range that gives way. */
    private void inTurn(LaneSession own, Range range) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute(own, range);
                return;
            } catch (SQLException e) {
                if (!own.isLockConflict(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                own.rollback();
            }
        }
    }

    private void execute(LaneSession own, Range range) throws SQLException {
        executing = range.number();
        try {
            own.execute(range);
        } finally {
            executing = 0;
        }
    }
}

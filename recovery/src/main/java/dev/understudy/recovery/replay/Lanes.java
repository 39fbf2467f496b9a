package dev.understudy.recovery.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries ranges out side by side and commits them one after the other, in their order: the standby is at every instant a
 * prefix of the primary.
 *
 * <p>A server cannot see that one session waits for another's turn to commit. So where a range stands still behind a lock, those
 * that wait for their turn behind it give their locks up and begin again. And what goes wrong in a range that was early is tried
 * once more when its turn has come: only then does it count.
 *
 * <p>One thread submits; each lane is a thread.
 */
final class Lanes implements AutoCloseable {

    private final Turns turns;
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * @param sessions one for each lane; owned by it from now on
     * @param committed told of each range when it is committed, in order
     */
    Lanes(List<? extends LaneSession> sessions, Consumer<Range> committed) {
        turns = new Turns(committed);
        Standstill standstill = new Standstill(System::nanoTime);
        for (LaneSession session : sessions) {
            lanes.add(new Lane(turns, session, lanes.size(), standstill, this::whose));
        }
        lanes.forEach(Thread::start);
    }

    private @Nullable Lane whose(long range) {
        for (Lane lane : lanes) {
            if (lane.executing() == range) {
                return lane;
            }
        }
        return null;
    }

    /** All ranges up to this one are committed. */
    long committed() {
        return turns.committed();
    }

    /**
     * Hands a range to a lane; waits while all are busy.
     *
     * @throws Halt where a range could not be applied faithfully
     * @throws Fenced where the standby has a newer owner
     */
    void submit(Range range) throws SQLException {
        turns.submit(range);
    }

    /**
     * Does nothing where all is well.
     *
     * @throws Halt as {@link #submit}
     */
    void check() throws SQLException {
        turns.check();
    }

    /**
     * Waits until everything that was submitted is committed.
     *
     * @throws Halt as {@link #submit}
     */
    void drain() throws SQLException {
        turns.drain();
    }

    /** Ends the lanes; what is not committed is rolled back. After the return nothing more is written. */
    @Override
    public void close() {
        turns.close();
        boolean interrupted = false;
        for (Lane lane : lanes) {
            while (lane.isAlive()) {
                try {
                    lane.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

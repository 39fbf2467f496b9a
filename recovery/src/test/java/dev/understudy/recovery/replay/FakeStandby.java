package dev.understudy.recovery.replay;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server with locks and nothing else: a range locks the number of its transaction modulo so many. Thread-safe. */
final class FakeStandby {

    private final int things;
    private final Random random;
    private final Map<Integer, Session> holders = new HashMap<>();
    private final List<Long> committed = new ArrayList<>();
    private final Set<Long> wrongWhenEarly = new HashSet<>();
    private int rolledBack;
    /** As InnoDB does it: what it shows is as old as the first of the looks that came within 100 ms of each other. */
    private @Nullable Map<Long, Boolean> shown;

    private long shownAt;

    FakeStandby(int things, long seed) {
        this.things = things;
        this.random = new Random(seed);
    }

    /** Such a range does not find what it needs unless all before it is committed. */
    synchronized void wrongWhenEarly(long number) {
        wrongWhenEarly.add(number);
    }

    synchronized List<Long> committed() {
        return List.copyOf(committed);
    }

    synchronized int rolledBack() {
        return rolledBack;
    }

    private final class Session implements LaneSession {

        private final int id;
        private long executed;
        private boolean waiting;

        Session(int id) {
            this.id = id;
        }

        @Override
        public void prepare(Range range, int lane) {
            // Nothing to make ready.
        }

        @Override
        public void execute(Range range) throws SQLException {
            synchronized (FakeStandby.this) {
                if (wrongWhenEarly.contains(range.number()) && committed.size() < range.number() - 1) {
                    throw new Halt("early");
                }
                if (random.nextInt(20) == 0) {
                    throw new SQLException("deadlock", "40001", 1213);
                }
                int thing = (int) (range.number() % things);
                while (holders.get(thing) != null && holders.get(thing) != this) {
                    waiting = true;
                    pause();
                }
                waiting = false;
                holders.put(thing, this);
                executed = range.number();
            }
        }

        private void pause() {
            try {
                FakeStandby.this.wait(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void commit() {
            synchronized (FakeStandby.this) {
                committed.add(executed);
                release();
            }
        }

        @Override
        public void rollback() {
            synchronized (FakeStandby.this) {
                rolledBack++;
                release();
            }
        }

        private void release() {
            holders.values().removeIf(holder -> holder == this);
            FakeStandby.this.notifyAll();
        }

        @Override
        public boolean isLockConflict(SQLException e) {
            return e.getErrorCode() == 1213;
        }

        @Override
        public long session() {
            return id;
        }

        @Override
        public boolean seesWaiting(long other) {
            synchronized (FakeStandby.this) {
                long now = System.nanoTime();
                if (shown == null || now - shownAt > 100_000_000) {
                    shown = new HashMap<>();
                    for (Map.Entry<Long, Session> each : all.entrySet()) {
                        shown.put(each.getKey(), each.getValue().waiting);
                    }
                }
                shownAt = now;
                return shown.getOrDefault(other, false);
            }
        }

        @Override
        public void close() {
            synchronized (FakeStandby.this) {
                release();
            }
        }
    }

    private final Map<Long, Session> all = new HashMap<>();

    /** So many sessions. */
    List<LaneSession> sessions(int count) {
        List<LaneSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Session session = new Session(i);
            all.put((long) i, session);
            sessions.add(session);
        }
        return sessions;
    }
}

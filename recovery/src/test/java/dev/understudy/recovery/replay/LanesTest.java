package dev.understudy.recovery.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.Engine;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.changelog.SourceTransaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LanesTest {

    private final List<Long> told = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_stands_in_the_way_ranges_are_committed_in_their_order(long seed) throws SQLException {
        // Conflicts that nobody foresaw: three things for four lanes.
        FakeStandby standby = new FakeStandby(3, seed);
        standby.wrongWhenEarly(7);
        standby.wrongWhenEarly(8);
        try (Lanes lanes = lanes(standby)) {
            for (long number = 1; number <= 60; number++) {
                lanes.submit(range(number, 0));
            }
            lanes.drain();
            assertThat(lanes.committed()).isEqualTo(60);
        }
        assertThat(standby.committed())
                .isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(told).isEqualTo(standby.committed());
    }

    @Test
    void a_range_that_has_to_wait_begins_when_the_other_is_committed() throws SQLException {
        FakeStandby standby = new FakeStandby(100, 1);
        // Were it carried out before, it would be rolled back and counted.
        standby.wrongWhenEarly(2);
        try (Lanes lanes = lanes(standby)) {
            lanes.submit(range(1, 0));
            lanes.submit(range(2, 1));
            lanes.drain();
        }
        assertThat(standby.committed()).containsExactly(1L, 2L);
    }

    @Test
    void what_is_still_wrong_when_its_turn_has_come_ends_the_replay_behind_all_that_was_right() {
        FakeStandby standby = new FakeStandby(100, 1);
        List<LaneSession> sessions = new ArrayList<>();
        standby.sessions(2).forEach(session -> sessions.add(new Refusing(session, 3)));
        try (Lanes lanes = new Lanes(sessions, range -> told.add(range.number()))) {
            assertThatThrownBy(() -> {
                        for (long number = 1; number <= 20; number++) {
                            lanes.submit(range(number, 0));
                        }
                        lanes.drain();
                    })
                    .isInstanceOf(Halt.class)
                    .hasMessage("never right");
            assertThatThrownBy(lanes::check).isInstanceOf(Halt.class);
        }
        assertThat(standby.committed()).containsExactly(1L, 2L);
    }

    private Lanes lanes(FakeStandby standby) {
        return new Lanes(standby.sessions(4), range -> told.add(range.number()));
    }

    private static Range range(long number, long after) {
        Position position = new Position(
                Epoch.of(1), "orders-e1", number, Engine.named("mariadb").transactions("0-1-" + number), null);
        return new Range(
                number,
                after,
                List.of(new SourceTransaction("0-1-" + number, List.of(), number, 0)),
                position,
                Map.of());
    }

    /** A session that never takes a range. */
    private static final class Refusing implements LaneSession {

        private final LaneSession session;
        private final long number;

        Refusing(LaneSession session, long number) {
            this.session = session;
            this.number = number;
        }

        @Override
        public void prepare(Range range, int lane) {
            session.prepare(range, lane);
        }

        @Override
        public void execute(Range range) throws SQLException {
            if (range.number() == number) {
                throw new Halt("never right");
            }
            session.execute(range);
        }

        @Override
        public void commit() throws SQLException {
            session.commit();
        }

        @Override
        public void rollback() throws SQLException {
            session.rollback();
        }

        @Override
        public boolean isLockConflict(SQLException e) {
            return session.isLockConflict(e);
        }

        @Override
        public boolean seesWaiting(long other) throws SQLException {
            return session.seesWaiting(other);
        }

        @Override
        public void close() throws SQLException {
            session.close();
        }

        @Override
        public long session() {
            return session.session();
        }
    }
}

package dev.understudy.recovery.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private long now;
    private int looks;

    @Test
    void many_lanes_look_no_oftener_than_one_would() throws SQLException {
        Standstill standstill = new Standstill(() -> now);
        for (int millis = 0; millis < 1_000; millis += 10) {
            now = TimeUnit.MILLISECONDS.toNanos(millis);
            standstill.of(1, 7, counting(false));
        }
        assertThat(looks).isEqualTo(7);
    }

    @Test
    void what_one_saw_all_know_and_only_of_that_range() throws SQLException {
        Standstill standstill = new Standstill(() -> now);
        assertThat(standstill.of(1, 7, counting(true))).isTrue();
        assertThat(standstill.of(1, 7, counting(false))).isTrue();
        assertThat(standstill.of(2, 7, counting(true))).isFalse();
        now = TimeUnit.MILLISECONDS.toNanos(200);
        assertThat(standstill.of(1, 7, counting(false))).isFalse();
        assertThat(looks).isEqualTo(2);
    }

    /** It is asked for nothing else. */
    private LaneSession counting(boolean waits) {
        return (LaneSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LaneSession.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("seesWaiting");
                    looks++;
                    return waits;
                });
    }
}

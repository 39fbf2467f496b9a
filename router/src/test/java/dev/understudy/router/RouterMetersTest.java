package dev.understudy.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.stats.MemberStats;
import dev.understudy.router.stats.MembersStats;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouterMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RouterMeters meters = new RouterMeters(registry);
    private final MembersStats members = new MembersStats();
    private final RouterMeters.Standings standings = new RouterMeters.Standings() {
        @Override
        public int active(MemberStats member) {
            return 7;
        }

        @Override
        public boolean drained(MemberStats member) {
            return member.node().equals("orders-b");
        }

        @Override
        public boolean ejected(MemberStats member) {
            return false;
        }
    };

    @Test
    void a_member_has_its_figures_whether_it_came_before_the_meters_or_after() {
        MemberStats a = members.of("orders", "orders-a");
        members.each(member -> meters.member(member, standings));
        MemberStats b = members.of("orders", "orders-b");
        a.connected(3_000_000);
        a.connected(1_000_000);
        b.failed();
        b.sent(10);
        b.received(300);

        assertThat(counter("connections", "orders-a")).isEqualTo(2);
        assertThat(counter("failures", "orders-b")).isEqualTo(1);
        assertThat(registry.get("understudy.router.member.connect")
                        .tag("node", "orders-a")
                        .functionTimer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
        assertThat(registry.get("understudy.router.member.bytes")
                        .tags("node", "orders-b", "direction", "received")
                        .functionCounter()
                        .count())
                .isEqualTo(300);
        assertThat(gauge("active", "orders-a")).isEqualTo(7);
        assertThat(gauge("drained", "orders-a")).isZero();
        assertThat(gauge("drained", "orders-b")).isEqualTo(1);
    }

    private double counter(String name, String node) {
        return registry.get("understudy.router.member." + name)
                .tag("node", node)
                .functionCounter()
                .count();
    }

    private double gauge(String name, String node) {
        return registry.get("understudy.router.member." + name)
                .tag("node", node)
                .gauge()
                .value();
    }
}

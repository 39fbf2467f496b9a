package dev.understudy.recovery.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import dev.understudy.events.RawTail;
import dev.understudy.events.Route;

/** The primary restarted in place while its connector was behind and did not go on: its binlog has the rest. */
class ReinstatedFromDiskTest extends EveryPrefixIsALegalStart {

    @Override
    World world() {
        return World.restarted();
    }

    @Override
    void assertWell(World world) {
        World.Machine writer = world.machine("a");
        assertThat(writer.writable).as("it takes writes again").isTrue();
        assertThat(writer.epoch).isEqualTo(2);
        assertThat(world.machine("b").writable).isFalse();
        assertThat(world.changelog.subList(8, world.changelog.size()))
                .as("what no connector delivered comes before the marker, once")
                .satisfiesExactly(
                        nine -> assertThat(gtid(nine)).isEqualTo(World.A + ":9"),
                        ten -> assertThat(gtid(ten)).isEqualTo(World.A + ":10"),
                        marker -> assertThat(((EpochMarker) marker).cut()).isEqualTo(World.A + ":1-10"));
        Route last = world.routes.get(world.routes.size() - 1);
        assertThat(last.state()).isEqualTo(Route.State.SERVING);
        assertThat(last.writer()).isEqualTo("a");
        assertThat(last.epoch()).isEqualTo(Epoch.of(2));
        assertThat(world.connectors).containsOnlyKeys(Epoch.of(2));
        assertThat(world.connectors.get(Epoch.of(2))).isEqualTo("a after " + World.A + ":1-10");
    }

    private static String gtid(Object entry) {
        return ((RawTail) entry).transaction().gtid();
    }
}

package dev.understudy.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Canary;
import dev.understudy.events.Decoded;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.Probe;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import org.junit.jupiter.api.Test;

class FleetTest {

    private final Fleet fleet = new Fleet(100);

    @Test
    void what_is_left_over_joins_the_last_cluster() {
        assertThat(fleet.clusters()).isEqualTo(33);
        assertThat(fleet.name(95)).isEqualTo("c0031-c");
        assertThat(fleet.name(99)).isEqualTo("c0032-d");
        assertThat(fleet.isWriter(96)).isTrue();
        assertThat(fleet.isWriter(99)).isFalse();
        assertThatThrownBy(() -> new Fleet(2)).hasMessageContaining("a cluster of 3");
    }

    @Test
    void the_first_of_a_cluster_writes() {
        assertThat(fleet.route(4).writer()).isEqualTo(fleet.name(Fleet.writer(4)));
        assertThat(fleet.route(4).readers()).containsExactly(fleet.name(13), fleet.name(14));
        assertThat(well(12).readOnly()).isFalse();
        assertThat(well(12).canary()).extracting(Canary::lastCommitAt).isEqualTo(well(12).at());
        assertThat(well(13).readOnly()).isTrue();
    }

    @Test
    void a_report_is_numbered_and_dated() {
        SelfReport report = well(12);
        assertThat(report.node()).isEqualTo("c0004-a");
        assertThat(report.sequence()).isEqualTo(7);
        assertThat(report.at()).isEqualTo(1_700_000_000_123L);
        assertThat(report.connect()).isEqualTo(Probe.answered(0.8));
    }

    @Test
    void what_is_killed_has_ended_and_what_hangs_runs() {
        Fleet.Stamp stamp = new Fleet.Stamp(9, 2_000);
        assertThat(fleet.killed(0, stamp).process())
                .extracting(ServerProcess::state)
                .isEqualTo(ServerProcess.State.ENDED);
        SelfReport hung = fleet.hung(0, stamp, 700);
        assertThat(hung.process()).extracting(ServerProcess::state).isEqualTo(ServerProcess.State.RUNNING);
        assertThat(hung.connect()).isEqualTo(Fleet.silent(700));
        assertThat(hung.canary()).extracting(Canary::lastCommitAt).isEqualTo(1_300L);
    }

    private SelfReport well(int node) {
        Decoded<HeartbeatRecord> decoded =
                RecordCodec.HEARTBEATS.decode(fleet.well(node).with(7, 1_700_000_000_123L));
        return (SelfReport) ((Decoded.Value<HeartbeatRecord>) decoded).value();
    }
}

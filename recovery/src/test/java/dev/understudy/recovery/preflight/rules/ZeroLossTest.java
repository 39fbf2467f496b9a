package dev.understudy.recovery.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZeroLossTest {

    @Test
    void nothing_stands_against_servers_whose_commits_wait() {
        assertThat(Given.mysql().zeroLoss().found()).isEmpty();
        assertThat(Given.mariadb().zeroLoss().found()).isEmpty();
    }

    @Test
    void an_asynchronous_cluster_is_asked_for_nothing_of_it() {
        assertThat(Given.mysql()
                        .variable("orders-a", "rpl_semi_sync_source_status", "OFF")
                        .found())
                .isEmpty();
    }

    @Test
    void each_setting_is_asked_for_on_every_node() {
        assertThat(Given.mysql()
                        .zeroLoss()
                        .variable("orders-a", "rpl_semi_sync_source_timeout", "10000")
                        .variable("orders-b", "rpl_semi_sync_source_wait_point", "AFTER_COMMIT")
                        .lines())
                .containsExactly(
                        "semi-sync: orders-a: rpl_semi_sync_source_timeout is 10000",
                        "semi-sync: orders-b: rpl_semi_sync_source_wait_point is AFTER_COMMIT");
        assertThat(Given.mariadb()
                        .zeroLoss()
                        .variable("orders-b", "rpl_semi_sync_master_enabled", "OFF")
                        .lines())
                .containsExactly("semi-sync: orders-b: rpl_semi_sync_master_enabled is OFF");
    }

    @Test
    void a_plugin_that_is_not_loaded_is_named() {
        assertThat(Given.mysql()
                        .zeroLoss()
                        .variable("orders-b", "rpl_semi_sync_source_enabled", "")
                        .lines())
                .containsExactly(
                        "semi-sync: orders-b: rpl_semi_sync_source_enabled is not there: the plugin is not loaded");
    }

    @Test
    void what_was_set_by_hand_is_gone_with_the_next_start() {
        assertThat(Given.mariadb()
                        .zeroLoss()
                        .byHand("orders-a", "rpl_semi_sync_master_enabled")
                        .lines())
                .containsExactly(
                        "semi-sync-at-start: orders-a: rpl_semi_sync_master_enabled was set after the server's start");
    }

    @Test
    void a_writer_that_fell_back_is_found_also_when_it_waits_again() {
        assertThat(Given.mysql()
                        .zeroLoss()
                        .variable("orders-a", "rpl_semi_sync_source_status", "OFF")
                        .variable("orders-a", "rpl_semi_sync_source_no_tx", "7")
                        .lines())
                .containsExactly("semi-sync-fell-back: orders-a: does not wait at this moment; 7 commits have returned"
                        + " without an acknowledgement since its start");
        assertThat(Given.mysql()
                        .zeroLoss()
                        .variable("orders-a", "rpl_semi_sync_source_no_tx", "7")
                        .found())
                .containsExactly("semi-sync-fell-back orders-a");
    }

    @Test
    void who_acknowledges_and_is_no_keeper_is_named() {
        assertThat(Given.mysql().zeroLoss().acknowledges(9, "copier@10.0.0.9").lines())
                .containsExactly(
                        "other-acknowledger: orders-a: copier@10.0.0.9 acknowledges commits, and is no keeper");
    }

    @Test
    void a_stranger_that_may_replicate_may_acknowledge() {
        assertThat(Given.mysql()
                        .zeroLoss()
                        .account("orders-a", "copier", "%", "REPLICATION SLAVE")
                        .found())
                .contains("acknowledges orders-a");
    }
}

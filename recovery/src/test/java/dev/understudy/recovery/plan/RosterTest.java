package dev.understudy.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Address;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.RecoveryStep.State;
import dev.understudy.runtime.config.NodeConfig;
import org.junit.jupiter.api.Test;

class RosterTest {

    private final Ledger reigning = Ledgers.reigning(1, "orders-a", "host:1:1");

    private static RecoveryStep step(String step, String node, NodeConfig config) {
        return Ledgers.step(Plan.MEMBERSHIP, 1, step, State.DONE, Roster.details(node, config));
    }

    @Test
    void a_successor_reads_a_node_as_it_was_added() {
        NodeConfig third = new NodeConfig(new Address("db-3", 3306), "rack-3", new Address("db-3", 7301), false);

        Ledger ledger = reigning.and(step(Roster.ADD, "orders-c", third));

        assertThat(ledger.roster().added()).containsEntry("orders-c", third).hasSize(1);
        assertThat(ledger.reign()).as("who reigns is another matter").isEqualTo(reigning.reign());
    }

    @Test
    void one_without_an_agent_is_told_from_one_with() {
        NodeConfig third = new NodeConfig(new Address("db-3", 3306), null, null, null);

        NodeConfig read = reigning.and(step(Roster.ADD, "orders-c", third))
                .roster()
                .added()
                .get("orders-c");

        assertThat(read).isEqualTo(third);
    }

    @Test
    void the_order_is_that_in_which_they_came_and_a_record_that_comes_again_changes_nothing() {
        NodeConfig third = new NodeConfig(new Address("db-3", 3306), null, null, null);
        NodeConfig fourth = new NodeConfig(new Address("db-4", 3306), null, null, null);
        Ledger both = reigning.and(step(Roster.ADD, "z", third)).and(step(Roster.ADD, "a", fourth));

        assertThat(both.and(step(Roster.ADD, "z", third)).roster().added().keySet())
                .containsExactly("z", "a");
    }

    @Test
    void a_node_that_was_removed_is_gone_with_what_was_said_of_it() {
        NodeConfig third = new NodeConfig(new Address("db-3", 3306), null, null, null);
        RecoveryStep refusal = Ledgers.step(Plan.REJOIN, 1, "rejoin", State.REFUSED, Roster.details("orders-c", third));

        Ledger ledger = reigning.and(step(Roster.ADD, "orders-c", third))
                .and(refusal)
                .and(step(Roster.REMOVE, "orders-c", third));

        assertThat(ledger.roster().added()).isEmpty();
        assertThat(ledger.rejoined()).isEmpty();
    }
}

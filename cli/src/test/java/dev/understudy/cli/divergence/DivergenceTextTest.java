package dev.understudy.cli.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.DivergentRow;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DivergenceTextTest {

    private static final RecoveryStep REFUSAL = new RecoveryStep(
            "orders",
            "rejoin/orders-a",
            RecoveryStep.Plan.REJOIN,
            Epoch.of(3),
            "r",
            1,
            "rejoin",
            RecoveryStep.State.REFUSED,
            0,
            "",
            Map.of(
                    "node",
                    "orders-a",
                    "amends",
                    2,
                    "beyondCut",
                    "0-1-8..9",
                    "transactions",
                    2,
                    "rows",
                    1,
                    "statements",
                    1));

    @Test
    void each_change_stands_under_its_transaction_beside_what_the_cluster_has() {
        String text = DivergenceText.of(
                REFUSAL,
                List.of(
                        new DivergentRow(
                                "orders",
                                "orders-a",
                                Epoch.of(2),
                                "r",
                                "0-1-8",
                                DivergentRow.Kind.DELETE,
                                "shop.item",
                                Map.of("id", "7"),
                                null,
                                null,
                                Map.of("id", "7"),
                                ""),
                        new DivergentRow(
                                "orders",
                                "orders-a",
                                Epoch.of(2),
                                "r",
                                "0-1-9",
                                DivergentRow.Kind.STATEMENT,
                                "shop",
                                null,
                                null,
                                "CREATE TABLE late (id INT)",
                                null,
                                "")));
        assertThat(text.lines())
                .containsExactly(
                        "orders-a holds 2 transactions of its own: 0-1-8..9, cut off by epoch 2: 1 row, 1 statement; read at 1970-01-01T00:00:00Z",
                        "",
                        "0-1-8",
                        "  DELETE shop.item",
                        "    before        id=7",
                        "    cluster has   id=7",
                        "",
                        "0-1-9",
                        "  STATEMENT shop",
                        "    CREATE TABLE late (id INT)");
    }
}

package dev.understudy.scenarios;

import dev.understudy.cli.drill.Round;
import dev.understudy.cli.drill.Trouble;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.util.List;

class MariaDbDrillIT extends PromisesHold {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }

    @Override
    List<Round> brokenOnce() {
        // Connect killed inside a large transaction: it announced the transaction again, and counted its rows from one.
        return List.of(Round.draw(1, 4, Durability.ZERO_LOSS, List.of(Trouble.CONNECT_KILLED)));
    }
}

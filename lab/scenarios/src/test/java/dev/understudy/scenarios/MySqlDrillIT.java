package dev.understudy.scenarios;

import dev.understudy.cli.drill.Round;
import dev.understudy.stage.ServerBinaries;
import java.util.List;

class MySqlDrillIT extends PromisesHold {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }

    @Override
    List<Round> brokenOnce() {
        return List.of();
    }
}

package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlHugeIT extends HugeTransactions {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlEpochsIT extends EpochsCrossed {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

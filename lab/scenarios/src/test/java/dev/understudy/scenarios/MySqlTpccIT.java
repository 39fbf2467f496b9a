package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlTpccIT extends TpccHolds {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

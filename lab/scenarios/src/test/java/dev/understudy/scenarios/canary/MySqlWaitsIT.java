package dev.understudy.scenarios.canary;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlWaitsIT extends WaitsAreTold {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

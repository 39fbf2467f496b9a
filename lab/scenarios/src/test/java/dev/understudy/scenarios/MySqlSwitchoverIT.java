package dev.understudy.scenarios;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;

class MySqlSwitchoverIT extends WritersAreSwitched {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }

    @Override
    Durability durability() {
        return Durability.ZERO_LOSS;
    }
}

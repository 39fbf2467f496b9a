package dev.understudy.scenarios;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;

class MySqlOrdersIT extends OrdersKeepComing {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }

    @Override
    Durability durability() {
        return Durability.ZERO_LOSS;
    }
}

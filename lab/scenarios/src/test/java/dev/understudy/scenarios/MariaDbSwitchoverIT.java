package dev.understudy.scenarios;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;

class MariaDbSwitchoverIT extends WritersAreSwitched {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }

    @Override
    Durability durability() {
        return Durability.ASYNCHRONOUS;
    }
}

package dev.understudy.scenarios.standby;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbSeedIT extends SeededFaithfully {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbEpochsIT extends EpochsCrossed {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

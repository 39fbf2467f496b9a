package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbTpccIT extends TpccHolds {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

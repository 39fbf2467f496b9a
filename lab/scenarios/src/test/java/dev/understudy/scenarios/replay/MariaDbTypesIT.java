package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbTypesIT extends TypesArrive {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbSessionsIT extends SessionsArrive {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

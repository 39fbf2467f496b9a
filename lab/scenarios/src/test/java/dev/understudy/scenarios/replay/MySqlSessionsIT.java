package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlSessionsIT extends SessionsArrive {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

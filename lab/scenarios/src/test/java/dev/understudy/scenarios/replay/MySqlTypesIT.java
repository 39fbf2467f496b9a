package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlTypesIT extends TypesArrive {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

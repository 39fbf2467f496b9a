package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlVanishIT extends PrimaryVanishes {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

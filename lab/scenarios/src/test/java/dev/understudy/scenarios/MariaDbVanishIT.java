package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbVanishIT extends PrimaryVanishes {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbVerdictsIT extends VerdictsAreRight {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

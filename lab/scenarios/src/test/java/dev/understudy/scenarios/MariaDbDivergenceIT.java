package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbDivergenceIT extends OldPrimaryHoldsMore {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

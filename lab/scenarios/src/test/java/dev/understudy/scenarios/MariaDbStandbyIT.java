package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbStandbyIT extends StandbysAreAdded {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

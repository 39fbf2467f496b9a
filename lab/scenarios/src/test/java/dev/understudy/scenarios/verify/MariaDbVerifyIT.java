package dev.understudy.scenarios.verify;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbVerifyIT extends ComparedOnline {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

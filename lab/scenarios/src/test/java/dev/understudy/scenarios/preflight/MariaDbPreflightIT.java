package dev.understudy.scenarios.preflight;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbPreflightIT extends FoundBeforeItMatters {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

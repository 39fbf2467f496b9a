package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbReplayIT extends ReplayedFaithfully {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

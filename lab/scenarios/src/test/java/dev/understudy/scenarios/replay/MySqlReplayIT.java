package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlReplayIT extends ReplayedFaithfully {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

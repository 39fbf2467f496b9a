package dev.understudy.scenarios.verify;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlVerifyIT extends ComparedOnline {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

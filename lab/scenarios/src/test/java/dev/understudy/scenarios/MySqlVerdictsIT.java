package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlVerdictsIT extends VerdictsAreRight {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlDivergenceIT extends OldPrimaryHoldsMore {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlStandbyIT extends StandbysAreAdded {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

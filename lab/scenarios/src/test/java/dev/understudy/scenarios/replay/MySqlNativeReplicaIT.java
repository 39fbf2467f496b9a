package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlNativeReplicaIT extends SameAsNativeReplica {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }

    @Override
    RandomTable.Keys keys() {
        return RandomTable.Keys.ANY;
    }
}

package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbNativeReplicaIT extends SameAsNativeReplica {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

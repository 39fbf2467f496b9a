package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbNativeReplicaIT extends SameAsNativeReplica {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }

    /**
     * In a table without a key MariaDB 11.4.5's replica has been seen to write a row's update into another row of the same indexed
     * value, and to end with "Duplicate entry" at its UNIQUE column: each time again at that event.
     */
    @Override
    RandomTable.Keys keys() {
        return RandomTable.Keys.PRIMARY;
    }
}

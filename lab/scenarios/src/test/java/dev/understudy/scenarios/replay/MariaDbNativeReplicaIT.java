package dev.understudy.scenarios.replay;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbNativeReplicaIT extends SameAsNativeReplica {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }

    /**
     * In a table without a key MariaDB 11.4.5's replica has been seen to stop at the update of one of two rows of the same indexed
     * value, with "Duplicate entry" at the UNIQUE column, which the update leaves alone: each time again at that event.
     */
    @Override
    RandomTable.Keys keys() {
        return RandomTable.Keys.PRIMARY;
    }
}

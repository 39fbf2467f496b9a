package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbNothingIsGuessedIT extends NothingIsGuessed {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

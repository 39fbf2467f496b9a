package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MariaDbOrdersIT extends OrdersKeepComing {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

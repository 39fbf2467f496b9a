package dev.understudy.scenarios;

import dev.understudy.stage.ServerBinaries;

class MySqlOrdersIT extends OrdersKeepComing {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

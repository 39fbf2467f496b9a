package dev.understudy.scenarios;

import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.ServerBinaries;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

class MySqlOrdersIT extends OrdersKeepComing {

    @Override
    ServerBinaries binaries() {
        Optional<ServerBinaries> found = new MysqlLocator(System.getenv()).find(null);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no MySQL 9.7 found: run scripts/fetch-mysql");
        }
        Assumptions.assumeTrue(found.isPresent(), "no MySQL 9.7 found; scripts/fetch-mysql fetches it");
        return found.orElseThrow();
    }
}

package dev.understudy.scenarios;

import dev.understudy.stage.Distribution;
import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.ServerBinaries;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The engines' programs, as the scenarios find them. */
public final class Engines {

    private Engines() {}

    /** Always there: it comes with the build. */
    public static ServerBinaries mariadb() {
        return ServerBinaries.mariadb(Distribution.find());
    }

    /** Where there is none, an assumption fails, and with {@code CI=true} the test. */
    public static ServerBinaries mysql() {
        Optional<ServerBinaries> found = new MysqlLocator(System.getenv()).find(null);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no MySQL 9.7 found: run scripts/fetch-mysql");
        }
        Assumptions.assumeTrue(found.isPresent(), "no MySQL 9.7 found; scripts/fetch-mysql fetches it");
        return found.orElseThrow();
    }
}

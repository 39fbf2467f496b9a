package dev.understudy.bench;

import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;

/** The database servers that a bench may ask for. */
public final class Binaries {

    private Binaries() {}

    /**
     * An engine's programs; those of MySQL are fetched where none are found.
     *
     * @throws IllegalArgumentException for another engine than {@code mysql} and {@code mariadb}
     */
    public static ServerBinaries of(String engine, Stage stage) {
        return switch (engine) {
            case "mysql" -> new MysqlLocator(System.getenv()).findOrFetch(null, stage.distribution());
            case "mariadb" -> ServerBinaries.mariadb(stage.distribution());
            default -> throw new IllegalArgumentException("no engine '" + engine + "': mysql or mariadb");
        };
    }
}

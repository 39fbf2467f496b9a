package dev.understudy.cli.quickstart;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code --engine} and {@code --mysqld} ask for. */
public final class EngineChoice {

    private EngineChoice() {}

    /**
     * @param engine {@code mariadb} or {@code mysql}
     * @param mysqld MySQL's server, where it was named
     * @throws CommandFailure where it is neither, or what was named is no server
     */
    public static ServerBinaries binaries(Stage stage, String engine, @Nullable Path mysqld) {
        return switch (engine) {
            case "mariadb" -> ServerBinaries.mariadb(stage.distribution());
            case "mysql" -> mysql(stage, mysqld);
            default -> throw new CommandFailure(ExitStatus.USAGE, "--engine is mariadb or mysql, not '" + engine + "'");
        };
    }

    private static ServerBinaries mysql(Stage stage, @Nullable Path mysqld) {
        MysqlLocator locator = new MysqlLocator(System.getenv());
        try {
            Optional<ServerBinaries> found = locator.find(mysqld);
            if (found.isPresent()) {
                return found.get();
            }
        } catch (StageException e) {
            // What was named is wrong: nothing has begun.
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
        return locator.findOrFetch(null, stage.distribution());
    }
}

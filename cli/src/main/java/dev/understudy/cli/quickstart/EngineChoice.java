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
import picocli.CommandLine.Option;

/** The options that say which servers are started. */
public final class EngineChoice {

    @Option(names = "--engine", defaultValue = "mariadb", description = "mariadb or mysql (default: ${DEFAULT-VALUE}).")
    private String engine = "mariadb";

    @Option(
            names = "--mysqld",
            paramLabel = "PATH",
            description = "MySQL's server; otherwise $MYSQLD, one on the PATH, or on Debian one that is fetched.")
    private @Nullable Path mysqld;

    /** As it was given. */
    public String engine() {
        return engine;
    }

    /**
     * @throws CommandFailure where it is no engine, or what was named is no server
     */
    public ServerBinaries binaries(Stage stage) {
        return switch (engine) {
            case "mariadb" -> ServerBinaries.mariadb(stage.distribution());
            case "mysql" -> mysql(stage);
            default -> throw new CommandFailure(ExitStatus.USAGE, "--engine is mariadb or mysql, not '" + engine + "'");
        };
    }

    private ServerBinaries mysql(Stage stage) {
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

package dev.understudy.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A database server's programs: how they are started, in the engine's own way. Immutable. */
public interface ServerBinaries {

    /** {@code mysql} or {@code mariadb}. */
    String engine();

    /**
     * The bundled MariaDB.
     *
     * @throws StageException where the distribution has none
     */
    static ServerBinaries mariadb(Distribution distribution) {
        return MariaDbBinaries.in(distribution.mariadb());
    }

    /** The words that start the server with this options file. */
    List<String> command(Path optionsFile);

    /** The words that start the engine's own command-line client; empty where none lies with the server or on the PATH. */
    Optional<List<String>> client();

    /** What the options file must hold so that the programs find their own parts, {@code key=value}. */
    List<String> locationOptions();

    /** What is set to keep a server small, {@code key=value}. */
    List<String> sizeOptions();

    /**
     * Fills an empty data folder and runs the given statements in it.
     *
     * @param statements SQL, each on one line and ended by a semicolon
     */
    void initialise(Stage stage, String name, Path data, List<String> statements);
}

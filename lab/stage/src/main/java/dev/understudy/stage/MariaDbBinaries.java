package dev.understudy.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MariaDB, unpacked from a jar.
 *
 * @param base the folder of {@code bin}, {@code share} and {@code libs}
 */
record MariaDbBinaries(Path base) implements ServerBinaries {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The help tables and the sys schema, half of the time of an installation, are left out. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    /** A jar keeps no permissions: whoever unpacked it may have lost the right to run. */
    static MariaDbBinaries in(Path base) {
        try (Stream<Path> programs = Files.list(base.resolve("bin"))) {
            for (Path program : programs.toList()) {
                if (!Files.isExecutable(program)) {
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        } catch (IOException e) {
            throw new StageException(
                    "MariaDB's programs in " + base + " cannot be made executable: " + e.getMessage(), e);
        }
        return new MariaDbBinaries(base);
    }

    @Override
    public String engine() {
        return "mariadb";
    }

    @Override
    public List<String> command(Path optionsFile) {
        return List.of(base.resolve("bin/mariadbd").toString(), "--defaults-file=" + optionsFile);
    }

    @Override
    public Optional<List<String>> client() {
        return Optional.of(base.resolve("bin/mariadb"))
                .filter(Files::isExecutable)
                .map(program -> List.of(program.toString()));
    }

    @Override
    public List<String> locationOptions() {
        return List.of(
                "basedir=" + base,
                "lc-messages-dir=" + base.resolve("share"),
                "character-sets-dir=" + base.resolve("share/charsets"));
    }

    @Override
    public List<String> sizeOptions() {
        return List.of(
                "innodb-buffer-pool-size=128M",
                "innodb-log-file-size=64M",
                "table-open-cache=400",
                // It would make itself a new key of 4096 bits at every start, which takes 2 to 12 s.
                "skip-ssl");
    }

    @Override
    public void initialise(Stage stage, String name, Path data, List<String> statements) {
        Path script = stage.folder().etc(name + "-init.sql");
        try {
            StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
            for (String file : SYSTEM_TABLES) {
                sql.append(Files.readString(base.resolve("share").resolve(file)))
                        .append('\n');
            }
            sql.append("FLUSH PRIVILEGES;\n");
            statements.forEach(statement -> sql.append(statement).append('\n'));
            PrivateFiles.write(script, sql.toString());
            List<String> command = new ArrayList<>(List.of(
                    base.resolve("bin/mariadbd").toString(),
                    "--no-defaults",
                    "--bootstrap",
                    "--datadir=" + data,
                    "--tmpdir=" + DatabaseServer.temporary(data),
                    "--skip-log-bin",
                    "--innodb-log-file-size=64M",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--max-allowed-packet=8M",
                    "--net-buffer-length=16K"));
            locationOptions().forEach(option -> command.add("--" + option));
            command.addAll(DatabaseServer.asRoot("--user=root"));
            String step = name + "-initialise";
            ChildProcess bootstrap = stage.startUnlisted(
                    ChildSpec.of(step, command, stage.folder().log(step)).withInput(script));
            if (!bootstrap.awaitEnd(PATIENCE) || bootstrap.exitStatus().orElse(1) != 0) {
                bootstrap.close();
                throw bootstrap.failure("the data folder of " + name + " could not be made");
            }
            Files.delete(script);
        } catch (IOException e) {
            throw new StageException("the data folder of " + name + " could not be made: " + e.getMessage(), e);
        }
    }
}

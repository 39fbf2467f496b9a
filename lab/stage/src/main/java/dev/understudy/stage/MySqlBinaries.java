package dev.understudy.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MySQL.
 *
 * @param launcher the words that start the server: the program, or a loader, its library path and the program
 * @param locations where its parts lie, {@code key=value}; empty where the program finds them itself
 */
record MySqlBinaries(List<String> launcher, List<String> locations) implements ServerBinaries {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    MySqlBinaries {
        launcher = List.copyOf(launcher);
        locations = List.copyOf(locations);
    }

    /** An installed server. */
    static MySqlBinaries installed(Path mysqld) {
        return new MySqlBinaries(List.of(mysqld.toString()), List.of());
    }

    /**
     * Debian packages unpacked into a folder, libraries and loader included: they run on a system whose own C library is
     * older. The process is then the loader's, and so is the pid to signal.
     */
    static MySqlBinaries unpacked(Path root) {
        Path usr = root.resolve("usr");
        return new MySqlBinaries(
                List.of(
                        usr.resolve("lib64/ld-linux-x86-64.so.2").toString(),
                        "--library-path",
                        usr.resolve("lib/x86_64-linux-gnu").toString(),
                        usr.resolve("sbin/mysqld").toString()),
                List.of(
                        "basedir=" + usr,
                        "lc-messages-dir=" + usr.resolve("share/mysql"),
                        "character-sets-dir=" + usr.resolve("share/mysql/charsets"),
                        "plugin-dir=" + usr.resolve("lib/mysql/plugin"),
                        "secure-file-priv=NULL"));
    }

    @Override
    public String engine() {
        return "mysql";
    }

    @Override
    public List<String> command(Path optionsFile) {
        List<String> command = new ArrayList<>(launcher);
        command.add("--defaults-file=" + optionsFile);
        return command;
    }

    /** It is started as the server is: the program is the launcher's last word. */
    @Override
    public Optional<List<String>> client() {
        Path server = Path.of(launcher.get(launcher.size() - 1));
        return Stream.of(
                        server.resolveSibling("mysql"),
                        server.resolveSibling("../bin/mysql").normalize())
                .filter(Files::isExecutable)
                .findFirst()
                .map(client -> {
                    List<String> command = new ArrayList<>(launcher.subList(0, launcher.size() - 1));
                    command.add(client.toString());
                    return List.copyOf(command);
                })
                .or(() -> Tools.onPath("mysql").map(client -> List.of(client.toString())));
    }

    @Override
    public List<String> locationOptions() {
        return locations;
    }

    @Override
    public List<String> sizeOptions() {
        return List.of(
                "mysqlx=0", "innodb-buffer-pool-size=128M", "innodb-redo-log-capacity=64M", "table-open-cache=400");
    }

    @Override
    public void initialise(Stage stage, String name, Path data, List<String> statements) {
        Path script = stage.folder().etc(name + "-init.sql");
        try {
            PrivateFiles.write(script, String.join("\n", statements) + "\n");
            List<String> command = new ArrayList<>(launcher);
            command.add("--no-defaults");
            locations.forEach(option -> command.add("--" + option));
            command.addAll(List.of(
                    "--initialize-insecure",
                    "--datadir=" + data,
                    "--tmpdir=" + DatabaseServer.temporary(data),
                    "--skip-log-bin",
                    "--innodb-redo-log-capacity=64M",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--init-file=" + script));
            command.addAll(DatabaseServer.asRoot("--user=root"));
            String step = name + "-initialise";
            ChildProcess run = stage.startUnlisted(
                    ChildSpec.of(step, command, stage.folder().log(step)));
            if (!run.awaitEnd(PATIENCE) || run.exitStatus().orElse(1) != 0) {
                run.close();
                throw run.failure("the data folder of " + name + " could not be made");
            }
            Files.delete(script);
        } catch (IOException e) {
            throw new StageException("the data folder of " + name + " could not be made: " + e.getMessage(), e);
        }
    }
}

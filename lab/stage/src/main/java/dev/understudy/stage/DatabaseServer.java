package dev.understudy.stage;

import dev.understudy.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A database server of a run: its data folder, port, options file and root account.
 *
 * <p>Its own options file makes it read-only, so that a server that comes up again, by whatever hand, never takes a write
 * by itself. The account {@value #ROOT} reaches it over TCP on 127.0.0.1 alone; it bypasses read-only.
 */
public final class DatabaseServer extends StagedServer {

    /** The administrator's account, for whoever sets the run up. */
    public static final String ROOT = "root";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Options options;
    private final Path folder;
    private final Path optionsFile;

    /**
     * What is started.
     *
     * @param name unique in the run, such as {@code orders-a}
     * @param binaries the engine's programs
     * @param serverId unique among the servers and connectors of the run, 1 and up
     * @param port where it listens, on 127.0.0.1
     * @param more further lines of the options file, {@code key=value}; they win over ours
     */
    public record Options(String name, ServerBinaries binaries, int serverId, int port, List<String> more) {
        public Options {
            more = List.copyOf(more);
        }

        public Options(String name, ServerBinaries binaries, int serverId, int port) {
            this(name, binaries, serverId, port, List.of());
        }
    }

    private DatabaseServer(Stage stage, Options options, String processName, Path folder, Path optionsFile) {
        super(stage, processName);
        this.options = options;
        this.folder = folder;
        this.optionsFile = optionsFile;
    }

    /**
     * Makes a data folder with a root account of a fresh password. The server is not started yet.
     *
     * @throws StageException where it fails, with the log's last lines
     */
    public static DatabaseServer initialise(Stage stage, Options options) {
        Path folder = stage.folder().data(options.name());
        DatabaseServer server = new DatabaseServer(stage, options, options.name(), folder, folder.resolve("my.cnf"));
        String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(12));
        try {
            Files.createDirectories(server.data());
            Files.createDirectories(temporary(server.data()));
            PrivateFiles.write(server.rootPasswordFile(), password + "\n");
            server.writeOptions(options.port());
        } catch (IOException e) {
            throw new StageException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        options.binaries().initialise(stage, options.name(), server.data(), rootAccount(password));
        return server;
    }

    private static List<String> rootAccount(String password) {
        return List.of(
                // MariaDB's own tables come with some of these, without a password.
                "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';",
                "ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '" + password + "';",
                "DROP USER IF EXISTS 'root'@'::1';",
                "GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
                "ALTER USER 'root'@'localhost' IDENTIFIED BY '" + password + "';");
    }

    /**
     * Starts a dead server's data read-only on a private port, with no replication and no events, so that its rows can be
     * compared. Its crash recovery runs as at any start; nothing else changes the data. Close it to end it.
     *
     * @throws StageException where the server is still alive, or its data cannot be opened
     */
    public DatabaseServer openForComparison() {
        if (alive()) {
            throw new StageException(name() + " is alive: only a dead server's data can be opened for comparison");
        }
        int port = stage().freePort();
        DatabaseServer reader = new DatabaseServer(
                stage(),
                new Options(options.name(), options.binaries(), options.serverId(), port, options.more()),
                name() + "-comparison",
                folder,
                folder.resolve("comparison.cnf"));
        try {
            reader.writeOptions(port);
        } catch (IOException e) {
            throw new StageException("cannot write " + reader.optionsFile + ": " + e.getMessage(), e);
        }
        reader.start();
        return reader;
    }

    /**
     * Kills it and deletes its data: nothing of it is left.
     *
     * @throws StageException where a file cannot be deleted
     */
    public void vanish() {
        kill();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StageException("cannot delete " + data() + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return options.port();
    }

    /** {@code mysql} or {@code mariadb}. */
    public String engine() {
        return options.binaries().engine();
    }

    @Override
    public Path data() {
        return folder.resolve("data");
    }

    /** Where the server writes its pid at each start. */
    public Path pidFile() {
        return folder.resolve("server.pid");
    }

    /** A file that only its owner reads, with the root account's password in its first line. */
    public Path rootPasswordFile() {
        return folder.resolve("root.password");
    }

    /** The root account, for a driver. */
    public Properties account() {
        Properties account = new Properties();
        account.put("user", ROOT);
        account.put("password", password());
        return account;
    }

    /** Connects as root; no schema selected. The caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port()
                        + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=5000"
                        + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true",
                account());
    }

    private String password() {
        try {
            return Files.readString(rootPasswordFile()).strip();
        } catch (IOException e) {
            throw new StageException("cannot read " + rootPasswordFile() + ": " + e.getMessage(), e);
        }
    }

    private void writeOptions(int port) throws IOException {
        List<String> lines = new ArrayList<>(List.of("[mysqld]"));
        lines.addAll(asRoot("user=root"));
        lines.add("datadir=" + data());
        lines.add("tmpdir=" + temporary(data()));
        // Relative to the data folder: the full path may be longer than a socket's name can be.
        lines.add("socket=server.sock");
        lines.add("pid-file=" + pidFile());
        lines.add("bind-address=127.0.0.1");
        lines.add("port=" + port);
        lines.add("skip-name-resolve=ON");
        lines.add("max-connections=500");
        lines.add("max-allowed-packet=256M");
        lines.addAll(options.binaries().locationOptions());
        lines.addAll(options.binaries().sizeOptions());
        lines.addAll(Engine.named(engine()).serverOptions(options.serverId()));
        lines.addAll(options.more());
        lines.add("event-scheduler=OFF");
        Files.write(optionsFile, lines);
    }

    /** Its own: a server that starts removes the temporary tables that it finds, another one's too. */
    static Path temporary(Path data) {
        return data.resolveSibling("tmp");
    }

    /** The word that a server wants to hear before it runs as root; nothing for any other user. */
    static List<String> asRoot(String word) {
        return "root".equals(System.getProperty("user.name")) ? List.of(word) : List.of();
    }

    @Override
    ChildSpec spec() {
        return ChildSpec.of(name(), options.binaries().command(optionsFile), log());
    }

    @Override
    String kind() {
        return "database";
    }

    @Override
    Map<String, Integer> listensOn() {
        return Map.of("sql", port());
    }

    @Override
    void awaitReady(ChildProcess child) {
        child.awaitReady("accepts connections on port " + port(), PATIENCE, () -> Probes.accepts(port()));
        child.awaitReady("lets root in and is read-only", PATIENCE, this::upAndReadOnly);
    }

    /** That a server comes up read-only is what a run rests upon, so it is looked at on every start. */
    private boolean upAndReadOnly() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT @@GLOBAL.read_only")) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }
}

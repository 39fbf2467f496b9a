package dev.understudy.stage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The laid-out build: {@code understudy.jar}, and under {@code lib/} the class paths and binaries of the children.
 * Immutable.
 */
public record Distribution(Path folder) {

    /** The system property that names the folder. */
    public static final String PROPERTY = "understudy.dist";

    /**
     * Finds it: the system property {@value #PROPERTY}; the folder of the jar that runs; {@code cli/target/dist} of the
     * working folder or of one above it.
     *
     * @throws StageException where there is none, in one line
     */
    public static Distribution find() {
        @Nullable String named = System.getProperty(PROPERTY);
        if (named != null) {
            return complete(Path.of(named))
                    .orElseThrow(() -> new StageException(
                            PROPERTY + " names " + named + ", which is no built distribution: no lib/kafka there"));
        }
        return candidates().stream()
                .flatMap(candidate -> complete(candidate).stream())
                .findFirst()
                .orElseThrow(() -> new StageException(
                        "no built distribution found: build one with 'mvn -DskipTests package', or name it with -D"
                                + PROPERTY + "=DIR"));
    }

    private static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        try {
            Path code = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // In the distribution this class lies in lib/understudy/understudy-stage.jar, or in understudy.jar itself.
            for (Path at = code.getParent(); at != null && candidates.size() < 3; at = at.getParent()) {
                candidates.add(at);
            }
        } catch (URISyntaxException e) {
            throw new StageException("cannot tell where this program lies: " + e.getMessage(), e);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            candidates.add(at.resolve("cli/target/dist"));
        }
        return candidates;
    }

    private static Optional<Distribution> complete(Path folder) {
        return Files.isDirectory(folder.resolve("lib/kafka"))
                ? Optional.of(new Distribution(folder.toAbsolutePath().normalize()))
                : Optional.empty();
    }

    public Path jar() {
        return folder.resolve("understudy.jar");
    }

    /** The class path of broker and Connect worker. */
    public String kafkaClassPath() {
        return folder.resolve("lib/kafka") + "/*";
    }

    /**
     * What has a JVM on one of the class paths take its classes from the archive that {@code scripts/archive-classes}
     * makes: nothing where none was made, and to no effect where the class path or the JDK has changed since.
     */
    List<String> sharedClasses(ClassPath of) {
        Path archive = folder.resolve("lib").resolve(of.archive());
        return Files.isRegularFile(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /** The folder of an engine's Debezium connector. */
    public Path plugin(String engine) {
        return folder.resolve("lib/plugins").resolve(engine);
    }

    /**
     * The MariaDB that comes with the build: the folder that holds {@code bin/mariadbd}.
     *
     * @throws StageException where the build has none
     */
    public Path mariadb() {
        Path root = folder.resolve("lib/mariadb");
        try (Stream<Path> files = Files.find(root, 10, (path, attributes) -> path.endsWith("bin/mariadbd"))) {
            return files.findFirst()
                    .map(server -> server.resolve("../..").normalize())
                    .orElseThrow(() -> new StageException("no bin/mariadbd under " + root + ": build again"));
        } catch (IOException e) {
            throw new StageException("no MariaDB in the distribution: " + e.getMessage(), e);
        }
    }

    /**
     * The script that fetches MySQL, in the checkout that this was built in.
     *
     * @throws StageException where there is none, with the other ways to name a server
     */
    public Path fetchMysql() {
        Path script = folder.resolve("../../../scripts/fetch-mysql").normalize();
        if (!Files.isExecutable(script)) {
            throw new StageException("no MySQL " + MysqlLocator.SERIES + " found, and no " + script
                    + " to fetch one: name the server with --mysqld PATH, or set MYSQLD");
        }
        return script;
    }
}

package dev.understudy.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a MySQL 9.7: the path that is given, {@code $MYSQLD}, {@code mysqld} on the PATH, the cache folder that
 * {@code scripts/fetch-mysql} fills. Immutable.
 */
public final class MysqlLocator {

    /** The one series that is supported. */
    public static final String SERIES = "9.7";

    private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+)\\.\\d+\\S*");

    private final Map<String, String> environment;

    /**
     * @param environment the process's environment variables: MYSQLD, PATH, XDG_CACHE_HOME, HOME
     */
    public MysqlLocator(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Where {@code scripts/fetch-mysql} puts the server unless told otherwise. */
    public Path cacheFolder() {
        @Nullable String cache = environment.get("XDG_CACHE_HOME");
        Path root = cache != null && !cache.isEmpty()
                ? Path.of(cache)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")))
                        .resolve(".cache");
        return root.resolve("understudy").resolve("mysql-" + SERIES);
    }

    /**
     * Looks in all the places.
     *
     * @param given the server's path, or the folder that fetch-mysql filled; null to look for one
     * @return empty where there is none, and none was named
     * @throws StageException where the one that is named is missing, or is of another series
     */
    public Optional<ServerBinaries> find(@Nullable Path given) {
        if (given != null) {
            return Optional.of(named(given, "--mysqld"));
        }
        @Nullable String variable = environment.get("MYSQLD");
        if (variable != null && !variable.isEmpty()) {
            return Optional.of(named(Path.of(variable), "$MYSQLD"));
        }
        // One that happens to be on the PATH was not named by anyone: of another series, it is passed over.
        Optional<ServerBinaries> installed = Tools.onPath("mysqld")
                .filter(mysqld -> series(List.of(mysqld.toString())).equals(SERIES))
                .map(MySqlBinaries::installed);
        return installed.isPresent() ? installed : cached();
    }

    /**
     * As {@link #find}, and fetches the server where there is none and the system can.
     *
     * @throws StageException where there is none and it cannot be fetched: one line that names the ways out
     */
    public ServerBinaries findOrFetch(@Nullable Path given, Distribution distribution) {
        return find(given).orElseGet(() -> {
            if (Tools.onPath("apt-get").isEmpty() || Tools.onPath("dpkg").isEmpty()) {
                throw new StageException(
                        "no MySQL " + SERIES + " found: name the server with --mysqld PATH, or set MYSQLD");
            }
            Path fetch = distribution.fetchMysql();
            runFetch(fetch);
            return cached().orElseThrow(() -> new StageException(fetch + " left no server in " + cacheFolder()));
        });
    }

    private void runFetch(Path fetch) {
        try {
            int status = new ProcessBuilder(fetch.toString(), cacheFolder().toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new StageException("MySQL " + SERIES + " could not be fetched (" + fetch
                        + " says why above): name the server with --mysqld PATH, or set MYSQLD");
            }
        } catch (IOException e) {
            throw new StageException("cannot run " + fetch + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while fetching MySQL", e);
        }
    }

    private Optional<ServerBinaries> cached() {
        Path folder = cacheFolder();
        return Files.isRegularFile(folder.resolve("usr/sbin/mysqld"))
                ? Optional.of(checked(MySqlBinaries.unpacked(folder), folder.toString()))
                : Optional.empty();
    }

    private static ServerBinaries named(Path path, String by) {
        if (Files.isRegularFile(path.resolve("usr/sbin/mysqld"))) {
            return checked(MySqlBinaries.unpacked(path.toAbsolutePath()), by + " " + path);
        }
        Optional<Path> root = unpackedRoot(path);
        if (root.isPresent()) {
            return checked(MySqlBinaries.unpacked(root.get()), by + " " + path);
        }
        if (!Files.isExecutable(path) || Files.isDirectory(path)) {
            throw new StageException(by + " names " + path + ", which is no program that can be run");
        }
        return checked(MySqlBinaries.installed(path.toAbsolutePath()), by + " " + path);
    }

    /** The folder of an unpacked tree that the program lies in, told by the loader that came with it. */
    private static Optional<Path> unpackedRoot(Path mysqld) {
        Path absolute = mysqld.toAbsolutePath().normalize();
        return absolute.endsWith("usr/sbin/mysqld")
                ? Optional.ofNullable(absolute.getParent())
                        .map(sbin -> sbin.resolve("../..").normalize())
                        .filter(root -> !root.equals(root.getRoot()))
                        .filter(root -> Files.exists(root.resolve("usr/lib64/ld-linux-x86-64.so.2")))
                : Optional.empty();
    }

    private static MySqlBinaries checked(MySqlBinaries binaries, String what) {
        String series = series(binaries.launcher());
        if (!series.equals(SERIES)) {
            throw new StageException(what + " is MySQL " + (series.isEmpty() ? "of an unknown version" : series)
                    + ": Understudy supports MySQL " + SERIES);
        }
        return binaries;
    }

    /** {@code 9.7}, or empty where the program tells none. */
    private static String series(List<String> launcher) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("--no-defaults", "--version"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Matcher version = VERSION.matcher(text);
            return version.find() && !text.contains("MariaDB") ? version.group(1) : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

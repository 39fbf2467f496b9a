package dev.understudy.scenarios.suites;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An engine's test suite, unpacked.
 *
 * @param folder with {@code include} and {@code suite} in it
 */
record Suite(Path folder) {

    /**
     * Where {@code scripts/fetch-suites} puts it, or below the folder given.
     *
     * @throws IllegalArgumentException where it is not there, with what to do
     */
    static Suite of(String engine, Optional<Path> given) {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        Path folder = given.orElse(cache.resolve("understudy/suites")).resolve(engine);
        if (!Files.isDirectory(folder.resolve("suite"))) {
            throw new IllegalArgumentException("no test suite in " + folder + ": run scripts/fetch-suites");
        }
        return new Suite(folder);
    }

    /** The test files whose path below the folder matches one of these patterns, in the order of their names. */
    List<Path> files(List<String> globs) throws IOException {
        List<PathMatcher> wanted = globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(folder::relativize)
                    .filter(path -> path.toString().endsWith(".test"))
                    .filter(path -> wanted.stream().anyMatch(each -> each.matches(path)))
                    .sorted()
                    .toList();
        }
    }

    /** A file's text, as UTF-8 where it is that. */
    String text(Path file) {
        return read(folder.resolve(file));
    }

    /** A file that another one includes, by the path that it gives. */
    Optional<String> included(Path from, String path) {
        Path beside = from.getParent() == null ? Path.of("") : from.getParent();
        return Stream.of(
                        folder.resolve(path),
                        folder.resolve("main").resolve(path),
                        folder.resolve(beside).resolve(path),
                        folder.resolve(beside).resolve("..").resolve(path),
                        folder.resolve("suite").resolve(path))
                .map(Path::normalize)
                .filter(candidate -> candidate.startsWith(folder) && Files.isRegularFile(candidate))
                .findFirst()
                .map(Suite::read);
    }

    private static String read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            try {
                return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                return new String(bytes, ISO_8859_1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

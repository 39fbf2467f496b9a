package dev.understudy.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine has installed for the peers. */
public final class Programs {

    private Programs() {}

    /** Where a program is: on the path, or among the administrator's. */
    public static Optional<String> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    /**
     * Where a program is that a bench cannot do without.
     *
     * @param packages Debian's, with blanks
     * @throws IllegalStateException where it is not installed
     */
    public static String require(String name, String packages) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed: apt-get install " + packages));
    }
}

package dev.understudy.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold a secret: nobody but the owner reads them, not even for a moment. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Writes a new file, or replaces what it held. */
    public static void write(Path file, String text) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text, UTF_8);
    }
}

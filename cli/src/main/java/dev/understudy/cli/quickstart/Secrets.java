package dev.understudy.cli.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The passwords of one run: drawn afresh, each in a file that only its owner can read. */
final class Secrets {

    static final List<String> ACCOUNTS = List.of("recovery", "agent", "fence", "connector", "application");

    private Secrets() {}

    static void draw(Path runFolder) {
        SecureRandom random = new SecureRandom();
        for (String name : ACCOUNTS) {
            write(file(runFolder, name), random);
        }
        write(file(runFolder, "token"), random);
    }

    static String user(String role) {
        return role.equals("application") ? "shop" : "understudy_" + role;
    }

    static Path file(Path runFolder, String name) {
        return runFolder.resolve("secrets").resolve(name);
    }

    static String read(Path runFolder, String name) {
        try {
            return Files.readString(file(runFolder, name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, SecureRandom random) {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            // One upper-case letter and one sign, for servers that insist on a policy.
            Files.writeString(file, "U-" + HexFormat.of().formatHex(secret) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

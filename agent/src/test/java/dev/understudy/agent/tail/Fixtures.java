package dev.understudy.agent.tail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Binlogs written by MySQL 9.7.4 and MariaDB 11.4.5 and ended by SIGKILL; copies of them to be damaged. */
final class Fixtures {

    /** The source of the MySQL fixtures. */
    static final String UUID = "0c1ca911-e770-11f1-8d7a-02fc00000001";

    private Fixtures() {}

    static BinlogFolder folder(String name) {
        URL url = Fixtures.class.getResource("/binlog/" + name);
        if (url == null) {
            throw new AssertionError("no fixture " + name);
        }
        try {
            return new BinlogFolder(Path.of(url.toURI()), null);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static BinlogFolder copy(String name, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(name).data())) {
            for (Path file : files) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return new BinlogFolder(to, null);
    }

    static void truncate(Path file, long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) length), StandardOpenOption.TRUNCATE_EXISTING);
    }

    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x40;
        Files.write(file, bytes);
    }
}

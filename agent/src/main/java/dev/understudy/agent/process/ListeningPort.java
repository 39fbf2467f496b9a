package dev.understudy.agent.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** The process that listens on a port of this machine: the socket's inode, and who has it open. Costly: a walk through /proc, so once a second at most. */
public final class ListeningPort implements PidSource {

    private static final String LISTEN = "0A";

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Path proc;
    private final int port;
    private long nextNanos = System.nanoTime();

    public ListeningPort(int port) {
        this(Path.of("/proc"), port);
    }

    ListeningPort(Path proc, int port) {
        this.proc = proc;
        this.port = port;
    }

    @Override
    public OptionalLong find(ProcessTable processes) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            return OptionalLong.empty();
        }
        nextNanos = now + PAUSE_NANOS;
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                Files.readAllLines(proc.resolve(table), ISO_8859_1).forEach(line -> addListener(line, sockets));
            } catch (IOException e) {
                continue;
            }
        }
        return sockets.isEmpty() ? OptionalLong.empty() : owner(sockets);
    }

    private void addListener(String line, Set<String> sockets) {
        String[] fields = line.trim().split("\\s+");
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        if (fields.length > 9 && fields[3].equals(LISTEN) && fields[1].endsWith(suffix)) {
            sockets.add("socket:[" + fields[9] + "]");
        }
    }

    private OptionalLong owner(Set<String> sockets) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all) {
                if (holds(process, sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}

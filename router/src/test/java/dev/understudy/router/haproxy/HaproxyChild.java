package dev.understudy.router.haproxy;

import dev.understudy.router.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real HAProxy with the documentation's configuration, as a child process. */
final class HaproxyChild implements AutoCloseable {

    private final Path program;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private HaproxyChild(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** The program that is installed; empty where none is. */
    static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "haproxy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static HaproxyChild start(Path program, Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        HaproxyChild child = new HaproxyChild(program, folder, port);
        Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    stats socket %s mode 600 level admin
                    maxconn 1000
                defaults
                    mode tcp
                    timeout connect 100ms
                    retries 100
                    option redispatch 1
                    timeout client 1h
                    timeout server 1h
                frontend orders
                    bind 127.0.0.1:%d
                    default_backend orders_writer
                backend orders_writer
                    server orders-a 127.0.0.1:2 disabled
                    server orders-b 127.0.0.1:2 disabled
                    server hold 127.0.0.1:1 backup
                """.formatted(child.socket(), port));
        child.run();
        return child;
    }

    Path socket() {
        return folder.resolve("h.sock");
    }

    InetSocketAddress frontend() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void run() throws IOException {
        Process started = new ProcessBuilder(
                        program.toString(),
                        "-db",
                        "-f",
                        folder.resolve("haproxy.cfg").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        process = started;
        Await.until("haproxy listens, or has ended", () -> !started.isAlive() || listens());
        if (!started.isAlive()) {
            throw new IOException("haproxy has ended: " + log());
        }
    }

    private boolean listens() {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(frontend(), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean runs() {
        return process != null && process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("haproxy.log"));
    }

    /** At once. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}

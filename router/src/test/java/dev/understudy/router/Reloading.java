package dev.understudy.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.Address;
import dev.understudy.events.Route;
import dev.understudy.router.Reloader.Answer;
import dev.understudy.router.follow.StoredRoutes;
import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A whole router, without Kafka and with a stored route to one server, and the file that it reads again. */
final class Reloading implements AutoCloseable {

    private static final String FILE = """
            kafka: {bootstrap: "127.0.0.1:1"}
            clusters:
              orders:
                engine: mariadb
                primary: orders-a
                connect: http://127.0.0.1:1
                nodes: {orders-a: {address: "127.0.0.1:3301"}}
                accounts:
                  recovery: {user: u, passwordFile: /nowhere}
                  agent: {user: u, passwordFile: /nowhere}
                  fence: {user: u, passwordFile: /nowhere}
                  connector: {user: u, passwordFile: /nowhere}
            %s
            router:
              stateDir: %s
            %s
            """;

    private final Path file;
    private final Path state;
    final Router router;
    final Reloader reloader;

    private Reloading(Path folder, int server, String services, List<String> router) throws Exception {
        this.state = folder.resolve("state");
        this.file = folder.resolve("understudy.yaml");
        new StoredRoutes(state)
                .write(Given.route(
                        1,
                        Route.State.SERVING,
                        Given.A,
                        Map.of(Given.A, new Address("127.0.0.1", server)),
                        new String[0]));
        write(services, router);
        Configuration configuration = Configuration.read(file, Map.of());
        this.router = Router.start(
                configuration.required("router", RouterConfig.class),
                configuration,
                System::currentTimeMillis,
                () -> System.nanoTime() / 1_000_000);
        this.reloader = new Reloader(configuration::again);
        reloader.serve(this.router);
    }

    /**
     * @param server where the writer listens
     * @param router what stands below {@code router:}, a line each; those with a dash are its listeners
     */
    static Reloading start(Path folder, int server, String services, String... router) throws Exception {
        return new Reloading(folder, server, services, List.of(router));
    }

    /** Writes the file anew, and has it taken up. */
    Answer with(String services, String... router) throws IOException {
        write(services, List.of(router));
        return reloader.reload();
    }

    private void write(String services, List<String> router) throws IOException {
        Map<Boolean, List<String>> lines =
                router.stream().collect(Collectors.partitioningBy(line -> line.startsWith("-")));
        List<String> all = new ArrayList<>(lines.getOrDefault(false, List.of()));
        all.add("listeners:");
        all.addAll(lines.getOrDefault(true, List.of()));
        Files.writeString(
                file, FILE.formatted(services, state, String.join("\n", all).indent(2)));
    }

    /** A listener for the writer. */
    static String write(String name, int port) {
        return "- {name: %s, port: %d, cluster: orders, role: writer}".formatted(name, port);
    }

    /** A listener for the service. */
    static String web(int port, String policy) {
        return "- {name: web, port: %d, service: shop, balance: %s}".formatted(port, policy);
    }

    /** The service with one member. */
    static String services(String member, int port) {
        return "services: {shop: {members: {%s: \"127.0.0.1:%d\"}}}".formatted(member, port);
    }

    /** The name in a server's greeting. */
    static char greeting(Socket client) throws IOException {
        byte[] packet = client.getInputStream().readNBytes(6);
        if (packet.length < 6) {
            throw new IOException("no greeting");
        }
        return (char) packet[5];
    }

    /** What a request is answered with; the connection stays. */
    static String asked(Socket client) throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(UTF_8));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("no answer: " + head);
            }
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
        return new String(client.getInputStream().readNBytes(Integer.parseInt(length)), UTF_8);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return socket;
    }

    @Override
    public void close() {
        router.close();
    }
}

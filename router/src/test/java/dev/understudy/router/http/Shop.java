package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.events.Address;
import dev.understudy.router.Given;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Selector;
import dev.understudy.router.service.Members;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MembersStats;
import dev.understudy.router.tls.LiveTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The service {@code shop} with its instances, and the router's port in front of them, over loopback. */
final class Shop implements AutoCloseable {

    final ListenerStats stats = new ListenerStats("web");
    final Selector.Shared shared = Given.shared(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final Transport transport = Transport.startNio(2);
    private final List<Member> members = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    Duration requestTime = Duration.ofSeconds(10);
    private int port;
    private final Clients clients = new Clients();
    private @Nullable Port listening;

    /** What an instance does with a request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** What an instance does that is no good HTTP server. */
    @FunctionalInterface
    interface Conversation {
        void with(Socket socket) throws IOException;
    }

    int port() {
        return port;
    }

    /** Stops the port, and waits so long at most; how many clients are still being served. */
    int stop(Duration longest) throws InterruptedException {
        if (listening == null) {
            throw new IllegalStateException("it does not listen");
        }
        listening.close();
        clients.stop();
        return clients.await(System.nanoTime() + longest.toNanos());
    }

    Shop member(String name, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer.to(exchange));
        server.start();
        open.push(() -> {
            server.stop(0);
            threads.shutdownNow();
        });
        return member(name, server.getAddress().getPort());
    }

    /** Answers with what it was sent, with its name, and with what it was told of the client. */
    Shop echo(String name) throws IOException {
        return member(name, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Member", name);
            for (String told : List.of(
                    "X-Forwarded-Proto", "X-Forwarded-For", "X-Request-Id", "Host", "X-Forwarded-Client-Cert")) {
                exchange.getResponseHeaders()
                        .set(
                                "Seen-" + told,
                                String.valueOf(exchange.getRequestHeaders().get(told)));
            }
            exchange.getResponseHeaders()
                    .set(
                            "Seen-Names",
                            String.join(" ", exchange.getRequestHeaders().keySet()));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** Each connection is talked to by hand. */
    Shop byHand(String name, Conversation conversation) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.push(listening);
        Thread accepting = new Thread(() -> accept(listening, conversation), name);
        accepting.setDaemon(true);
        accepting.start();
        return member(name, listening.getLocalPort());
    }

    private static void accept(ServerSocket listening, Conversation conversation) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread talking = new Thread(() -> talk(socket, conversation));
                talking.setDaemon(true);
                talking.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void talk(Socket socket, Conversation conversation) {
        try (socket) {
            conversation.with(socket);
        } catch (IOException e) {
            // The test sees what comes of it.
        }
    }

    /** Reads one request's head. */
    static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private Shop member(String name, int at) {
        members.add(new Member("shop", name, new Address("127.0.0.1", at)));
        return this;
    }

    /** Nobody is there. */
    Shop dead(String name) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return member(name, socket.getLocalPort());
        }
    }

    /**
     * @param tls null for plain HTTP; closed with this
     */
    Shop listen(@Nullable LiveTls tls) throws Exception {
        if (tls != null) {
            open.push(tls);
        }
        Members all = new Members(
                new Members.Service("shop", members, BalanceConfig.defaults()),
                new LiveTable(RouteTable.EMPTY),
                NodeWatches.untold(),
                new MembersStats(),
                shared);
        HttpListener listener = new HttpListener(
                new HttpListener.Options(requestTime, tls, ProxyProtocol.NONE),
                all,
                new HttpListener.Surroundings(transport, clients),
                stats);
        Port taken = Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shared.clock());
        open.push(taken);
        listening = taken;
        taken.serve(listener.connections(), null, stats);
        port = taken.number();
        return this;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        transport.close();
    }
}

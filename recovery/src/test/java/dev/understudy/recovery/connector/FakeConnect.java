package dev.understudy.recovery.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Connect worker's REST interface in memory: it rebalances when told to, and can be made to refuse from a call on. */
final class FakeConnect implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The states of the connectors by name. */
    final Map<String, String> states = new TreeMap<>();

    /** The offsets that were set, by connector. */
    final Map<String, String> offsets = new TreeMap<>();

    /** The calls that changed something. */
    final List<String> changes = new ArrayList<>();

    /** This many calls are answered with 409, rebalancing. */
    int rebalancing;

    /** After this many changes every call is answered with 403. */
    int changesAllowed = Integer.MAX_VALUE;

    private final HttpServer server;

    FakeConnect() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        if (rebalancing > 0) {
            rebalancing--;
            answer(exchange, 409, "{\"message\":\"Cannot complete request momentarily due to stale configuration\"}");
        } else if (changes.size() >= changesAllowed && !method.equals("GET")) {
            answer(exchange, 403, "{\"message\":\"no more\"}");
        } else {
            route(exchange, method, path, body);
        }
    }

    private void route(HttpExchange exchange, String method, String[] path, String body) throws IOException {
        if (path.length == 1) {
            connectors(exchange, method, body);
            return;
        }
        String name = path[1];
        if (!states.containsKey(name)) {
            answer(exchange, 404, "{\"message\":\"no " + name + "\"}");
            return;
        }
        String action = method + (path.length > 2 ? " " + path[2] : "");
        switch (action) {
            case "GET status" -> answer(exchange, 200, status(states.getOrDefault(name, "")));
            case "PUT stop" -> change(exchange, "stop " + name, () -> states.put(name, "STOPPED"));
            case "PUT resume", "POST restart" ->
                change(exchange, path[2] + " " + name, () -> states.put(name, "RUNNING"));
            case "DELETE" -> change(exchange, "delete " + name, () -> states.remove(name));
            case "PATCH offsets" -> {
                if ("STOPPED".equals(states.get(name))) {
                    change(exchange, "offsets " + name, () -> offsets.put(name, body));
                } else {
                    answer(exchange, 400, "{\"message\":\"Connectors must be in the STOPPED state\"}");
                }
            }
            default -> answer(exchange, 405, "{}");
        }
    }

    private void connectors(HttpExchange exchange, String method, String body) throws IOException {
        if (method.equals("GET")) {
            answer(exchange, 200, JSON.writeValueAsString(states.keySet()));
            return;
        }
        JsonNode definition = JSON.readTree(body);
        String name = definition.path("name").asText();
        if (states.containsKey(name)) {
            answer(exchange, 409, "{\"message\":\"Connector " + name + " already exists\"}");
            return;
        }
        change(
                exchange,
                "create " + name,
                () -> states.put(name, definition.path("initial_state").asText()));
    }

    private static String status(String state) {
        String tasks = state.equals("STOPPED") ? "" : "{\"id\":0,\"state\":\"" + state + "\",\"trace\":\"why\\nat\"}";
        String connector = state.equals("FAILED") ? "RUNNING" : state;
        return "{\"connector\":{\"state\":\"" + connector + "\"},\"tasks\":[" + tasks + "]}";
    }

    private void change(HttpExchange exchange, String what, Runnable change) throws IOException {
        changes.add(what);
        change.run();
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

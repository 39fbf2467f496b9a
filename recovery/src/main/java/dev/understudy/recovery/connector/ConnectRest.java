package dev.understudy.recovery.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Connect worker's REST interface, as far as it is needed. Thread-safe.
 *
 * <p>A worker that rebalances (409, or 500 with that word), that was just started or just restarted is asked again until the
 * patience ends: every call here may be repeated.
 */
public final class ConnectRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 50;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final URI base;
    private final Duration patience;
    private final BooleanSupplier goOn;
    private final HttpClient http;

    /**
     * @param address such as {@code http://127.0.0.1:8083}
     * @param patience how long a call is repeated while the worker is not ready for it
     */
    public ConnectRest(String address, Duration patience) {
        this(
                URI.create(address.endsWith("/") ? address : address + "/"),
                patience,
                () -> true,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build());
    }

    private ConnectRest(URI base, Duration patience, BooleanSupplier goOn, HttpClient http) {
        this.base = base;
        this.patience = patience;
        this.goOn = goOn;
        this.http = http;
    }

    /**
     * The same worker, asked again only while something holds.
     *
     * @param wanted false once nobody waits for an answer any more
     */
    ConnectRest asLongAs(BooleanSupplier wanted) {
        return new ConnectRest(base, patience, wanted, http);
    }

    /** The connectors that there are. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        parse(call("GET", "connectors", null, Set.of()).body()).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The classes of the connectors that the worker can run. */
    public Set<String> plugins() {
        Set<String> plugins = new TreeSet<>();
        parse(call("GET", "connector-plugins", null, Set.of()).body())
                .forEach(plugin -> plugins.add(plugin.path("class").asText()));
        return plugins;
    }

    /** What one is configured with, passwords included; empty where there is none of that name. */
    public Map<String, String> config(String name) {
        HttpResponse<String> answer = call("GET", "connectors/" + name + "/config", null, Set.of(NOT_FOUND));
        Map<String, String> config = new LinkedHashMap<>();
        if (answer.statusCode() != NOT_FOUND) {
            parse(answer.body())
                    .fields()
                    .forEachRemaining(
                            each -> config.put(each.getKey(), each.getValue().asText()));
        }
        return config;
    }

    /** What the worker has against a configuration, by key; nothing is created. */
    public Map<String, String> refusals(Map<String, String> config) {
        String plugin = config.getOrDefault("connector.class", "").replaceAll(".*\\.", "");
        JsonNode answer = parse(call(
                        "PUT",
                        "connector-plugins/" + plugin + "/config/validate",
                        JSON.valueToTree(config).toString(),
                        Set.of())
                .body());
        Map<String, String> refusals = new LinkedHashMap<>();
        for (JsonNode key : answer.path("configs")) {
            for (JsonNode error : key.path("value").path("errors")) {
                refusals.putIfAbsent(key.path("value").path("name").asText(), firstLine(error.asText()));
            }
        }
        return refusals;
    }

    /** How one is doing; empty where there is none of that name. */
    public Optional<ConnectorState> state(String name) {
        HttpResponse<String> answer = call("GET", "connectors/" + name + "/status", null, Set.of(NOT_FOUND));
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        JsonNode status = parse(answer.body());
        List<String> tasks = new ArrayList<>();
        String trace = cause(status.path("connector").path("trace").asText());
        for (JsonNode task : status.path("tasks")) {
            tasks.add(task.path("state").asText());
            trace = trace.isEmpty() ? cause(task.path("trace").asText()) : trace;
        }
        return Optional.of(
                new ConnectorState(status.path("connector").path("state").asText(), tasks, trace));
    }

    /**
     * Creates one; one that exists already is left as it is.
     *
     * @param json name, initial_state and config
     */
    public void create(String json) {
        call("POST", "connectors", json, Set.of(CONFLICT));
    }

    /** Ends its tasks for good, until it is resumed. */
    public void stop(String name) {
        call("PUT", "connectors/" + name + "/stop", null, Set.of(NOT_FOUND));
    }

    public void resume(String name) {
        call("PUT", "connectors/" + name + "/resume", null, Set.of());
    }

    /** Starts it and its tasks again, as far as they failed. */
    public void restart(String name) {
        call("POST", "connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", null, Set.of());
    }

    /** Removes it, with its tasks. Its offsets stay. */
    public void delete(String name) {
        call("DELETE", "connectors/" + name, null, Set.of(NOT_FOUND));
    }

    /** The offsets of a connector, as {@link #patchOffsets} takes them. */
    public JsonNode offsets(String name) {
        return parse(
                call("GET", "connectors/" + name + "/offsets", null, Set.of()).body());
    }

    /**
     * Replaces the offsets of a stopped connector.
     *
     * @return false where it is not stopped, or its tasks have not ended yet
     */
    public boolean patchOffsets(String name, JsonNode offsets) {
        return call("PATCH", "connectors/" + name + "/offsets", offsets.toString(), Set.of(BAD_REQUEST))
                        .statusCode()
                != BAD_REQUEST;
    }

    private HttpResponse<String> call(String method, String path, @Nullable String body, Set<Integer> expected) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(CALL)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String trouble;
            @Nullable IOException cause = null;
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2 || expected.contains(answer.statusCode()) && !rebalancing(answer)) {
                    return answer;
                }
                trouble = "answers " + answer.statusCode() + ": " + message(answer.body());
                if (!passing(answer)) {
                    throw new ConnectFailure(method + " " + request.uri() + " " + trouble);
                }
            } catch (IOException e) {
                trouble = "does not answer: " + e;
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectFailure("interrupted at " + method + " " + request.uri(), e);
            }
            if (System.nanoTime() > deadline || !goOn.getAsBoolean()) {
                String text = method + " " + request.uri() + " " + trouble + tried(deadline);
                throw cause == null ? new ConnectFailure(text) : new ConnectFailure(text, cause);
            }
            pause();
        }
    }

    private String tried(long deadline) {
        long seconds =
                Duration.ofNanos(System.nanoTime() - deadline).plus(patience).toSeconds();
        return " (tried for " + seconds + " s)";
    }

    /** Whether the same call may succeed a moment later: a connector that was just created is not known everywhere. */
    private static boolean passing(HttpResponse<String> answer) {
        return rebalancing(answer) || answer.statusCode() >= 500 || answer.statusCode() == NOT_FOUND;
    }

    private static boolean rebalancing(HttpResponse<String> answer) {
        return answer.statusCode() == CONFLICT && !answer.body().contains("already exists");
    }

    private static String message(String body) {
        try {
            String message = JSON.readTree(body).path("message").asText();
            return message.isEmpty() ? body : message;
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConnectFailure("Connect's answer is no JSON: " + firstLine(text), e);
        }
    }

    /** The deepest cause in a stack trace that says something; its first line where there is none. */
    private static String cause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: ") && line.indexOf(": ", "Caused by: ".length()) > 0)
                .reduce((first, last) -> last)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> firstLine(trace));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /**
     * Waits a moment before the same is asked again.
     *
     * @throws ConnectFailure where the thread is interrupted
     */
    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectFailure("interrupted while waiting for Connect", e);
        }
    }
}

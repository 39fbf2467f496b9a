package dev.understudy.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cli.CommandFailure;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders and questions to the recovery service. */
public final class RecoveryClient {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int REFUSED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final @Nullable Path tokenFile;

    private RecoveryClient(String base, @Nullable Path tokenFile) {
        this.base = base;
        this.tokenFile = tokenFile;
    }

    public static RecoveryClient of(Configuration configuration) {
        RecoveryConfig recovery = configuration.required("recovery", RecoveryConfig.class);
        String token = recovery.tokenFile();
        return new RecoveryClient(
                "http://" + recovery.http().host() + ":" + recovery.http().port(),
                token == null ? null : Path.of(token));
    }

    /**
     * @return what recovery says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String failOver(String cluster, @Nullable String to, boolean force) {
        ObjectNode order = json.createObjectNode().put("force", force);
        if (to != null) {
            order.put("to", to);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/clusters/" + cluster + "/failover"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token())
                .POST(HttpRequest.BodyPublishers.ofString(order.toString()))
                .build();
        return send(request);
    }

    /**
     * Looks whether a switch-over may begin, and without {@code dryRun} orders it where it may.
     *
     * @return {@code checks}, {@code target}, {@code goesOn}, and {@code incident} where it was ordered
     * @throws CommandFailure where the order is not taken, or recovery cannot be reached
     */
    public JsonNode switchOver(String cluster, @Nullable String to, boolean dryRun) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("to", to == null ? "" : to);
        order.put("dryRun", dryRun);
        try {
            return json.readTree(post("/clusters/" + cluster + "/switchover", order));
        } catch (IOException e) {
            throw new CommandFailure(FAILED, "recovery at " + base + " did not answer with JSON");
        }
    }

    /**
     * @return what recovery says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String reseed(String cluster, String node, List<String> tables) {
        return order(cluster, node, "reseed", tables.isEmpty() ? Map.of() : Map.of("tables", tables));
    }

    /**
     * @return what recovery says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String resume(String cluster, String node) {
        return order(cluster, node, "resume", Map.of());
    }

    private String order(String cluster, String node, String what, Map<String, Object> details) {
        return post("/clusters/" + cluster + "/nodes/" + node + "/" + what, details);
    }

    private String post(String path, Map<String, Object> body) {
        try {
            return send(HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token())
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                    .build());
        } catch (IOException e) {
            throw new CommandFailure(FAILED, "the order cannot be written as JSON: " + e.getMessage());
        }
    }

    /**
     * Adds a node, or with {@code dryRun} only looks whether it could be.
     *
     * @param order the node's name, address, and so on
     * @return what recovery says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String add(String cluster, Map<String, Object> order) {
        return post("/clusters/" + cluster + "/nodes", order);
    }

    /**
     * @return what recovery says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String remove(String cluster, String node) {
        return send(HttpRequest.newBuilder(URI.create(base + "/clusters/" + cluster + "/nodes/" + node))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .DELETE()
                .build());
    }

    /** The cluster's state as recovery sees it. */
    public JsonNode cluster(String cluster) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/clusters/" + cluster))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return json.readTree(send(request));
        } catch (IOException e) {
            throw new CommandFailure(FAILED, "recovery at " + base + " did not answer with JSON");
        }
    }

    private String send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new CommandFailure(FAILED, "recovery does not answer at " + base + ": is it running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(FAILED, "interrupted");
        }
        if (response.statusCode() / 100 != 2) {
            throw new CommandFailure(
                    response.statusCode() >= 500 ? FAILED : REFUSED,
                    response.body().strip());
        }
        return response.body().strip();
    }

    private String token() {
        if (tokenFile == null) {
            throw new CommandFailure(USAGE, "recovery.tokenFile is not configured: orders need a token");
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CommandFailure(USAGE, "cannot read recovery.tokenFile " + tokenFile);
        }
    }
}

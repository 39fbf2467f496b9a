package dev.understudy.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.events.Address;
import dev.understudy.router.RouterConfig;
import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Questions and orders to one router. */
public final class RouterClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One that is under way comes first. */
    private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;
    private final @Nullable Path tokenFile;

    private RouterClient(String base, @Nullable Path tokenFile) {
        this.base = base;
        this.tokenFile = tokenFile;
    }

    /**
     * @param other where the router answers, if not where the configuration says
     */
    public static RouterClient of(Configuration configuration, @Nullable Address other) {
        RouterConfig router = configuration.required("router", RouterConfig.class);
        String token = router.tokenFile();
        String at = other != null
                ? other.toString()
                : router.http().host() + ":" + router.http().port();
        return new RouterClient("http://" + at, token == null ? null : Path.of(token));
    }

    /**
     * @param tokenFile where the token is that orders carry
     */
    public static RouterClient of(Address address, Path tokenFile) {
        return new RouterClient("http://" + address, tokenFile);
    }

    /**
     * @param other where the token is; null where the configuration says so
     */
    public RouterClient withToken(@Nullable Path other) {
        return other == null ? this : new RouterClient(base, other);
    }

    /**
     * @return the table in force
     * @throws CommandFailure where it cannot be reached
     */
    public JsonNode routes() throws IOException {
        return new ObjectMapper().readTree(ask("/routes").body());
    }

    /**
     * @return what it carries and has done
     * @throws CommandFailure where it cannot be reached
     */
    public JsonNode stats() throws IOException {
        return new ObjectMapper().readTree(ask("/stats").body());
    }

    /**
     * @return its conditions of readiness, a line each
     * @throws CommandFailure where it cannot be reached
     */
    public String health() {
        return ask("/health/ready").body();
    }

    private HttpResponse<String> ask(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .build());
    }

    /**
     * @return what the router says, for a person
     * @throws CommandFailure where it refuses, or cannot be reached
     */
    public String drain(String member, boolean drained) {
        return order("/members/" + URLEncoder.encode(member, UTF_8) + (drained ? "/drain" : "/undrain"), PATIENCE);
    }

    /**
     * Has it read its configuration again.
     *
     * @return what has changed, for a person
     * @throws CommandFailure where it refuses, which changes nothing, or cannot be reached
     */
    public String reload() {
        return order("/reload", RELOAD_PATIENCE);
    }

    private String order(String path, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = send(request);
        String said = response.body().strip();
        if (response.statusCode() / 100 != 2) {
            throw new CommandFailure(response.statusCode() >= 500 ? ExitStatus.FAILED : ExitStatus.REFUSED, said);
        }
        return said;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.FAILED, "no router answers at " + base + ": is it running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "interrupted");
        }
    }

    private String token() {
        if (tokenFile == null) {
            throw new CommandFailure(ExitStatus.USAGE, "router.tokenFile is not configured: orders need a token");
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.USAGE, "cannot read the token in " + tokenFile);
        }
    }
}

package dev.understudy.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.StageException;
import java.io.IOException;
import java.net.URI;

/**
 * What the router's ports have seen.
 *
 * @param held connections that waited
 * @param broken established, and cut or lost because of the server
 * @param refused closed without service, or answered with an error
 */
public record RouterStats(long held, long broken, long refused) {

    public static RouterStats read(ServiceChild router) {
        try {
            JsonNode stats = new ObjectMapper()
                    .readTree(URI.create(router.url() + "/stats").toURL());
            return new RouterStats(
                    stats.path("held").asLong(),
                    stats.path("broken").asLong(),
                    stats.path("refused").asLong());
        } catch (IOException e) {
            throw new StageException("the router's statistics cannot be read: " + e.getMessage(), e);
        }
    }

    public RouterStats minus(RouterStats earlier) {
        return new RouterStats(held - earlier.held, broken - earlier.broken, refused - earlier.refused);
    }
}

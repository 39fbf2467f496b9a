package dev.understudy.router.follow;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.route;
import static dev.understudy.router.Given.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import dev.understudy.events.Route.State;
import dev.understudy.router.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRoutesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    private final LogLines log = LogLines.warningsOf(StoredRoutes.class);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void where_nothing_was_stored_there_is_nothing() {
        assertThat(new StoredRoutes(folder.resolve("not-there")).read()).isEmpty();
        assertThat(new StoredRoutes(folder).read()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void what_is_stored_comes_back_and_the_last_one_counts() throws IOException {
        Path deep = folder.resolve("a/b");
        StoredRoutes stored = new StoredRoutes(deep);
        stored.write(serving(1, A, B));
        stored.write(route(2, State.UNAVAILABLE, null));
        assertThat(new StoredRoutes(deep).read()).containsExactly(route(2, State.UNAVAILABLE, null));
        try (Stream<Path> files = Files.list(deep)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_corrupt_file_is_told_left_alone_and_keeps_the_others_from_nobody() throws IOException {
        StoredRoutes stored = new StoredRoutes(folder);
        stored.write(serving(4, A));
        Path corrupt = Files.writeString(folder.resolve("aaa.route.json"), "{\"type\":\"route\",\"ver");
        Files.write(folder.resolve("empty.route.json"), new byte[0]);
        Files.createDirectory(folder.resolve("folder.route.json"));
        Files.writeString(folder.resolve("else.txt"), "not ours");
        assertThat(stored.read()).containsExactly(serving(4, A));
        assertThat(log.lines()).hasSize(3);
        assertThat(Files.readString(corrupt)).startsWith("{");
    }

    @Test
    void an_attempt_that_was_cut_short_leaves_the_one_before() throws IOException {
        StoredRoutes stored = new StoredRoutes(folder);
        stored.write(serving(4, A));
        Files.writeString(folder.resolve("orders.route.json.next"), "{\"type\":\"ro");
        assertThat(stored.read()).containsExactly(serving(4, A));
        stored.write(serving(5, B));
        assertThat(stored.read()).containsExactly(serving(5, B));
    }

    @Test
    void a_clusters_name_never_leads_out_of_the_folder() throws IOException {
        StoredRoutes stored = new StoredRoutes(folder.resolve("state"));
        Route odd = new Route("../../orders", new Epoch(1), State.HOLDING, null, List.of(), Map.of(), "", 1, "");
        stored.write(odd);
        assertThat(stored.read()).containsExactly(odd);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("state"));
        }
    }
}

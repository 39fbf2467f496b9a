package dev.understudy.router.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {

    private static final Map<String, Object> FIXED = Map.of("kafka", "k", "router.threads", 4);
    private static final Site WRITE = site("write", 3310, Map.of("hold", 30));
    private static final Site WEB = site("web", 8080, Map.of("balance", "round-robin", "members", "a, b"));

    static Stream<Arguments> changes() {
        Site free = site("free", 0, Map.of());
        Site otherFree = site("other", 0, Map.of());
        return Stream.of(
                Arguments.of("the same", List.of(WRITE, WEB), List.of(WRITE, WEB), "nothing has changed"),
                Arguments.of("another order", List.of(WRITE, WEB), List.of(WEB, WRITE), "nothing has changed"),
                Arguments.of("one more", List.of(WRITE), List.of(WRITE, WEB), "web added on 127.0.0.1:8080"),
                Arguments.of("one less", List.of(WRITE, WEB), List.of(WEB), "write removed from 127.0.0.1:3310"),
                Arguments.of("the last one", List.of(WRITE), List.of(), "write removed from 127.0.0.1:3310"),
                Arguments.of(
                        "another value, one more and one less",
                        List.of(WEB),
                        List.of(site("web", 8080, Map.of("balance", "hash", "tls", "files"))),
                        "web changed (balance, members, tls)"),
                Arguments.of(
                        "another port",
                        List.of(WEB),
                        List.of(site("web", 8081, WEB.traits())),
                        "web added on 127.0.0.1:8081, web removed from 127.0.0.1:8080"),
                Arguments.of(
                        "another name",
                        List.of(WEB),
                        List.of(site("shop", 8080, WEB.traits())),
                        "web is now called shop"),
                Arguments.of(
                        "another name and more",
                        List.of(WRITE),
                        List.of(site("main", 3310, Map.of("hold", 10))),
                        "write is now called main changed (hold)"),
                Arguments.of(
                        "two that change places",
                        List.of(site("a", 1, Map.of("cluster", "x")), site("b", 2, Map.of("cluster", "y"))),
                        List.of(site("a", 2, Map.of("cluster", "x")), site("b", 1, Map.of("cluster", "y"))),
                        "b is now called a changed (cluster), a is now called b changed (cluster)"),
                Arguments.of("any free port, the same", List.of(free), List.of(free), "nothing has changed"),
                Arguments.of(
                        "any free port, by another name",
                        List.of(free),
                        List.of(otherFree),
                        "other added on 127.0.0.1:0, free removed from 127.0.0.1:0"),
                Arguments.of(
                        "all at once",
                        List.of(WEB, site("old", 3307, Map.of())),
                        List.of(site("write-2", 3310, Map.of()), site("web", 8080, Map.of("members", "a, b"))),
                        "write-2 added on 127.0.0.1:3310, web changed (balance), old removed from 127.0.0.1:3307"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void changes(String what, List<Site> before, List<Site> after, String text) {
        Reload reload = Planner.plan(new Setup(FIXED, before), new Setup(FIXED, after));
        assertThat(reload).isInstanceOf(Reload.Plan.class);
        assertThat(reload.text()).isEqualTo(text);
    }

    static Stream<Arguments> restarts() {
        return Stream.of(
                Arguments.of(
                        "another value",
                        Map.of("kafka", "other", "router.threads", 4),
                        "kafka has changed, which only a restart takes up: restart the router, or set it back"),
                Arguments.of(
                        "one that is new and one that has gone",
                        Map.of("kafka", "k", "router.zone", "east"),
                        "router.threads, router.zone have changed, which only a restart takes up: restart the router,"
                                + " or set it back"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void restarts(String what, Map<String, Object> fixed, String text) {
        Setup before = new Setup(FIXED, List.of(WRITE));
        assertThat(Planner.plan(before, new Setup(fixed, List.of(WEB)))).isEqualTo(new Reload.Refusal(text));
    }

    @Test
    void a_port_that_stays_cannot_have_another_host() {
        Site everywhere = new Site("web", "0.0.0.0", 8080, WEB.traits());
        Reload reload = Planner.plan(new Setup(FIXED, List.of(WEB)), new Setup(FIXED, List.of(WRITE, everywhere)));
        assertThat(reload).isInstanceOf(Reload.Refusal.class);
        assertThat(reload.text())
                .isEqualTo(
                        "listener web: port 8080 stays and its host changes from 127.0.0.1 to 0.0.0.0, which cannot be"
                                + " while it is open: give it another port, or restart the router");
    }

    @Test
    void each_listener_that_is_wanted_has_one_change_in_their_order() {
        Site more = site("more", 1, Map.of());
        Reload reload = Planner.plan(new Setup(FIXED, List.of(WRITE, WEB)), new Setup(FIXED, List.of(more, WEB)));
        assertThat(reload)
                .isEqualTo(new Reload.Plan(
                        List.of(new Change.Added(more), new Change.Kept(WEB), new Change.Removed(WRITE))));
    }

    private static Site site(String name, int port, Map<String, Object> traits) {
        return new Site(name, "127.0.0.1", port, traits);
    }
}

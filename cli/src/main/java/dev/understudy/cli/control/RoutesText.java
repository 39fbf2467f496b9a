package dev.understudy.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where a router sends connections, and what it has done, for a person. */
public final class RoutesText {

    private RoutesText() {}

    /**
     * @param routes of {@code /routes}
     * @param stats of {@code /stats}
     * @param health of {@code /health/ready}: whether the routes are fresh stands there
     */
    public static String of(JsonNode routes, JsonNode stats, String health) {
        StringBuilder text = new StringBuilder();
        for (JsonNode route : routes) {
            text.append(route(route));
        }
        if (routes.isEmpty()) {
            text.append("no route is known\n");
        }
        text.append('\n');
        row(text, "MEMBER", "OF", "ADDRESS", "CARRIES", "STATE");
        for (JsonNode member : stats.path("members")) {
            row(
                    text,
                    member.path("node").asText(),
                    member.path("scope").asText(),
                    member.path("address").asText(),
                    member.path("active").asText(),
                    state(member));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%-16s %9s %7s %7s %7s %7s%n",
                "LISTENER",
                "ACCEPTED",
                "ACTIVE",
                "HELD",
                "BROKEN",
                "REFUSED"));
        for (JsonNode listener : stats.path("listeners")) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %9d %7d %7d %7d %7d%n",
                    listener.path("name").asText(),
                    listener.path("accepted").asLong(),
                    listener.path("active").asLong(),
                    listener.path("held").asLong(),
                    listener.path("broken").asLong(),
                    listener.path("refused").asLong()));
        }
        for (JsonNode backend : stats.path("haproxy")) {
            text.append("haproxy ")
                    .append(backend.path("backend").asText())
                    .append(": ")
                    .append(backend.path("state").asText())
                    .append('\n');
        }
        return text.append('\n').append(health.strip()).toString();
    }

    private static String route(JsonNode route) {
        String reason = route.path("reason").asText();
        return String.format(
                Locale.ROOT,
                "%s: epoch %d, %s, writer %s, readers %s%s%n",
                route.path("cluster").asText(),
                route.path("epoch").asLong(),
                route.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                orNone(route.path("writer").asText("")),
                orNone(StreamSupport.stream(route.path("readers").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))),
                reason.isEmpty() ? "" : ": " + reason);
    }

    private static String state(JsonNode member) {
        List<String> words = new ArrayList<>();
        if (!member.path("inRotation").asBoolean(true)) {
            words.add("down");
        }
        if (member.path("drained").asBoolean()) {
            words.add("drained");
        }
        if (member.path("ejected").asBoolean()) {
            words.add("ejected");
        }
        if (member.path("lagMillis").isNumber()) {
            words.add(member.path("lagMillis").asLong() + " ms behind");
        }
        return words.isEmpty() ? "well" : String.join(", ", words);
    }

    private static String orNone(String text) {
        return text.isEmpty() || text.equals("null") ? "none" : text;
    }

    private static void row(StringBuilder text, String node, String of, String address, String carries, String state) {
        text.append(String.format(Locale.ROOT, "%-16s %-16s %-22s %7s  %s%n", node, of, address, carries, state));
    }
}

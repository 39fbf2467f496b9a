package dev.understudy.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;

/** What recovery says of a cluster, for a person: first what is wrong, then how each standby stands. */
final class ClusterText {

    private ClusterText() {}

    static String of(String name, JsonNode state) {
        StringBuilder text = new StringBuilder("cluster ").append(name);
        if (state.has("unknown")) {
            return text.append(": unknown, ")
                    .append(state.path("unknown").asText())
                    .append('\n')
                    .toString();
        }
        text.append(String.format(
                Locale.ROOT,
                ": epoch %d, writer %s, %s fail-over, owned by %s%n",
                state.path("epoch").asLong(),
                orNone(state.path("writer").asText()),
                state.path("mode").asText(),
                state.path("owner").asText()));
        line(text, state.path("decision").asText());
        if (!state.path("writer").asText().isEmpty()
                && !state.path("handedOver").asBoolean(true)) {
            line(text, "the connector is being handed over: until then no fail-over begins by itself");
        }
        JsonNode plan = state.path("plan");
        if (!plan.isMissingNode()) {
            line(
                    text,
                    "under way: " + plan.path("kind").asText() + " to epoch "
                            + plan.path("epoch").asText() + ", next "
                            + plan.path("next").asText()
                            + (plan.path("refusal").asText().isEmpty()
                                    ? ""
                                    : "; refused: " + plan.path("refusal").asText()));
        }
        state.path("faults").forEach(fault -> line(text, "FAULT " + fault.asText()));
        JsonNode preflight = state.path("preflight");
        preflight.path("fatal").forEach(hazard -> line(text, "FATAL " + hazard.asText()));
        String journal = state.path("journal").path("trouble").asText();
        if (!journal.isEmpty()) {
            line(text, "warning " + journal);
        }
        preflight.path("warnings").forEach(hazard -> line(text, "warning " + hazard.asText()));
        state.path("rejoined").properties().forEach(node -> {
            if (!node.getValue().asText().isEmpty()) {
                line(text, "REFUSED " + node.getValue().asText());
            }
        });
        standbys(text, state.path("standbys"));
        return text.toString();
    }

    private static void standbys(StringBuilder text, JsonNode standbys) {
        if (standbys.isEmpty()) {
            line(text, "no standby");
            return;
        }
        row(text, "STANDBY", "STATE", "LAG", "VERIFIED", "PROMOTABLE");
        standbys.properties().forEach(each -> {
            JsonNode standby = each.getValue();
            String state = standby.path("state").asText();
            boolean follows = state.equals("FOLLOWING");
            row(
                    text,
                    each.getKey(),
                    state.toLowerCase(Locale.ROOT),
                    follows ? standby.path("lagMillis").asLong() + " ms" : "-",
                    verified(standby.path("verified")),
                    promotable(standby));
            if (!standby.path("reason").asText().isEmpty()) {
                line(text, "  " + standby.path("reason").asText());
            }
            if (!standby.path("errant").asText().isEmpty()) {
                line(text, "  it wrote by itself: " + standby.path("errant").asText());
            }
        });
    }

    private static String promotable(JsonNode standby) {
        if (standby.path("promotable").asBoolean()) {
            return "yes";
        }
        String objection = standby.path("objection").asText();
        return objection.isEmpty() ? "no" : "no: it " + objection;
    }

    private static String verified(JsonNode verified) {
        if (verified.path("differences").asLong() > 0) {
            return verified.path("differences").asLong() + " differences";
        }
        return verified.has("agoSeconds")
                ? ago(Duration.ofSeconds(verified.path("agoSeconds").asLong()))
                : "not yet";
    }

    private static String ago(Duration age) {
        if (age.toSeconds() < 120) {
            return age.toSeconds() + " s ago";
        }
        return age.toMinutes() < 120 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none yet" : text;
    }

    private static void row(
            StringBuilder text, String node, String state, String lag, String verified, String promotable) {
        line(text, String.format(Locale.ROOT, "%-16s %-10s %9s  %-14s %s", node, state, lag, verified, promotable));
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line.stripTrailing()).append('\n');
    }
}

package dev.understudy.cli;

import dev.understudy.cli.divergence.DivergenceText;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.certificate.Signatures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A certificate for a person. Pure. */
final class CertificateText {

    private static final Map<String, String> LINES = lines();

    private CertificateText() {}

    private static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("kept", "kept");
        lines.put("lost", "lost");
        lines.put("unknown", "unknown");
        lines.put("neverAcknowledged", "never acknowledged");
        lines.put("promoted", "promoted");
        lines.put("oldFinalSet", "the old primary's end");
        lines.put("oldLastKnown", "the old primary's last");
        lines.put("journalEnd", "the journal's end");
        lines.put("journalTrouble", "the journal is unread");
        lines.put("changelogEnd", "the changelog's end");
        return lines;
    }

    /**
     * @param signature whether a document's holds; empty where nobody has looked
     * @param amendments what has become known since of what old primaries hold
     */
    static String of(
            RecoveryStep step, Function<RecoveryStep, Optional<Boolean>> signature, List<RecoveryStep> amendments) {
        Map<String, Object> document = step.details();
        StringBuilder text = new StringBuilder();
        line(text, "%s%n", step.incident());
        line(
                text,
                "%s of %s from %s to %s, epoch %s, over at %s%n%n",
                step.plan().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                step.cluster(),
                document.getOrDefault("oldPrimary", "?"),
                document.getOrDefault("newPrimary", "?"),
                step.epoch(),
                Instant.ofEpochMilli(step.at()).truncatedTo(ChronoUnit.SECONDS));
        Map<?, ?> evidence = document.get("evidence") instanceof Map<?, ?> given ? given : Map.of();
        LINES.forEach((key, name) -> {
            if (document.get(key) instanceof String value) {
                line(text, "  %-22s  %s%n", name, value.isEmpty() ? "nothing" : value);
                if (evidence.get(key) instanceof String because) {
                    line(text, "  %-22s    %s%n", "", because);
                }
            }
        });
        line(text, "  %-22s  %s%n", "fenced by", document.getOrDefault("fence", "?"));
        line(text, "  %-22s  %s%n", "signature", signed(document, signature.apply(step)));
        for (RecoveryStep amendment : amendments) {
            line(text, "%n  known since: %s%n", DivergenceText.summary(amendment));
            line(text, "  %s%n", judged(document));
            line(
                    text,
                    "  understudy divergence %s shows each row%n",
                    amendment.details().get("node"));
            line(text, "  %-22s  %s%n", "signature", signed(amendment.details(), signature.apply(amendment)));
        }
        return text.toString();
    }

    /** What it means to have been cut off. */
    private static String judged(Map<String, Object> document) {
        return document.containsKey("neverAcknowledged")
                ? "none of it was acknowledged to anybody: every commit waited for the journal, and the journal does not have it"
                : "whether any of it was acknowledged cannot be told";
    }

    private static String signed(Map<String, Object> document, Optional<Boolean> signature) {
        if (!Signatures.isSigned(document)) {
            return "none";
        }
        return signature
                .map(holds -> holds ? "holds" : "DOES NOT HOLD")
                .orElse("there is one, not looked at: --public-key FILE");
    }

    private static void line(StringBuilder text, String format, @Nullable Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}

package dev.understudy.cli.drill;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a drill came to: the contract for scripts.
 *
 * @param engine {@code mysql} or {@code mariadb}
 * @param durability {@code zero-loss} or {@code asynchronous}
 * @param seed draws the same rounds again
 * @param rounds those that were played, in their order
 * @param verdict {@code ok} or {@code failed}
 */
public record DrillReport(String engine, String durability, long seed, List<Played> rounds, String verdict) {

    /**
     * One round.
     *
     * @param number with the drill's seed, draws it again
     * @param trouble what went wrong, in words
     * @param kind the same, one word
     * @param acknowledged transfers whose COMMIT was answered
     * @param unknown those whose COMMIT was not
     * @param named acknowledged transfers whose transaction id the server told the client
     * @param gapMs the longest time between two answers, over all clients together
     * @param reseeded nodes that had to be copied anew afterwards
     * @param wrong promises that were not kept; empty for a good round
     */
    public record Played(
            int number,
            String trouble,
            String kind,
            long epoch,
            long acknowledged,
            long unknown,
            long named,
            long lost,
            long duplicated,
            long refused,
            long gapMs,
            List<String> reseeded,
            long seconds,
            List<String> wrong) {

        public Played {
            reseeded = List.copyOf(reseeded);
            wrong = List.copyOf(wrong);
        }

        /** One line for a person. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%3d  %s: %d acknowledged, %d unknown, %d lost, %d refused; longest gap %d ms%s",
                    number,
                    trouble,
                    acknowledged,
                    unknown,
                    lost,
                    refused,
                    gapMs,
                    reseeded.isEmpty() ? "" : "; copied anew: " + String.join(", ", reseeded));
        }
    }

    public DrillReport {
        rounds = List.copyOf(rounds);
    }

    static DrillReport of(String engine, String durability, long seed, List<Played> rounds) {
        boolean good = !rounds.isEmpty()
                && rounds.stream().allMatch(round -> round.wrong().isEmpty());
        return new DrillReport(engine, durability, seed, rounds, good ? "ok" : "failed");
    }

    void write(Path file) throws IOException {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
    }

    /** The figures for a person, a line for each kind of trouble. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n%-18s %6s %13s %8s %6s %11s %8s%n",
                "",
                "rounds",
                "acknowledged",
                "unknown",
                "lost",
                "median gap",
                "longest"));
        Map<String, List<Played>> kinds = new LinkedHashMap<>();
        for (Trouble trouble : Trouble.values()) {
            kinds.put(trouble.toString(), new ArrayList<>());
        }
        rounds.forEach(
                round -> kinds.getOrDefault(round.kind(), new ArrayList<>()).add(round));
        kinds.forEach((kind, played) -> {
            if (!played.isEmpty()) {
                text.append(line(kind, played));
            }
        });
        text.append(line("all", rounds));
        text.append(String.format(Locale.ROOT, "%n%s%n", sentence()));
        return text.toString();
    }

    private String sentence() {
        long bad = rounds.stream().filter(round -> !round.wrong().isEmpty()).count();
        return verdict.equals("ok")
                ? "OK: " + rounds.size() + " rounds, every promise kept."
                : "FAILED: " + bad + " of " + rounds.size() + " rounds broke a promise.";
    }

    private static String line(String kind, List<Played> played) {
        long[] gaps = played.stream().mapToLong(Played::gapMs).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-18s %6d %13d %8d %6d %8d ms %5d ms%n",
                kind,
                played.size(),
                played.stream().mapToLong(Played::acknowledged).sum(),
                played.stream().mapToLong(Played::unknown).sum(),
                played.stream().mapToLong(Played::lost).sum(),
                gaps.length == 0 ? 0 : gaps[gaps.length / 2],
                gaps.length == 0 ? 0 : gaps[gaps.length - 1]);
    }
}

package dev.understudy.bench.simulation;

import dev.understudy.bench.simulation.Score.Of;
import java.util.Locale;

/** The figures as a table that a document can hold. */
final class SimulationTable {

    static final String HEAD = """
            | Profile | Faults | Kill, p50 / p99 ms | Hang, p50 / p99 ms | Stall, p50 / p99 s | Never told | Wrong verdicts | Mistakes a day | Mistake lasts, ms | Query accuracy |
            |---|---|---|---|---|---|---|---|---|---|""".stripIndent();

    private SimulationTable() {}

    static String row(Profile profile, Score score) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f / %.0f | %.0f / %.0f | %.1f / %.1f | %d | %d | %.2f | %.0f | %.7f |",
                profile.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                score.faults(),
                score.detected(Of.KILL, 0.5),
                score.detected(Of.KILL, 0.99),
                score.detected(Of.HANG, 0.5),
                score.detected(Of.HANG, 0.99),
                score.detected(Of.STALL, 0.5) / 1_000,
                score.detected(Of.STALL, 0.99) / 1_000,
                score.missed().size(),
                score.wrongVerdicts(),
                score.mistakesADay(),
                score.mistakeMillis(),
                score.queryAccuracy());
    }
}

package dev.understudy.bench.detector;

import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;

/** What befalls a writer, and the verdict that is waited for. */
enum Trouble {
    /** Its process ends: its agent says so at once, and two others are refused. */
    KILL(FaultKind.PRIMARY_DOWN, Phase.CONFIRMED),
    /** It accepts and answers nothing: nobody gets an answer any more. */
    HANG(FaultKind.PRIMARY_HUNG, Phase.CONFIRMED),
    /** Its own reports stay away while others go on to be answered: confirmed only after five seconds, so the suspicion is waited for. */
    SILENCE(FaultKind.AGENT_SILENT, Phase.SUSPECTED);

    private final FaultKind kind;
    private final Phase phase;

    Trouble(FaultKind kind, Phase phase) {
        this.kind = kind;
        this.phase = phase;
    }

    FaultKind kind() {
        return kind;
    }

    Phase phase() {
        return phase;
    }
}

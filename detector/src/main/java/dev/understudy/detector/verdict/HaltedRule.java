package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import dev.understudy.events.StandbyReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows the changelog into a standby says that it met what it cannot apply. Its own word is enough: nobody else can know. */
record HaltedRule() implements Rule {

    @Override
    public FaultKind kind() {
        return FaultKind.STANDBY_HALTED;
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.STANDBY);
    }

    @Override
    public Concern concern() {
        return Concern.CONTENT;
    }

    @Override
    public String asks() {
        return "its replay says that it has halted";
    }

    @Override
    public Finding examine(Judge.Subject subject, long now) {
        NodeEvidence evidence = subject.evidence();
        Optional<StandbyReport> report =
                evidence.standby(now).filter(said -> said.state() == StandbyReport.State.HALTED);
        Optional<Word> word = evidence.standbyWord();
        if (report.isEmpty() || word.isEmpty()) {
            return Finding.NOTHING;
        }
        String order =
                " --cluster " + report.get().scope() + " --node " + report.get().node();
        return new Finding(
                Finding.Level.CONFIRM,
                word.get().mark(),
                List.of(word.get()),
                "",
                report.get().reason() + "; understudy reseed" + order + " --table SCHEMA.TABLE copies a table anew, and"
                        + " understudy resume" + order + " tries again what was mended by hand");
    }
}

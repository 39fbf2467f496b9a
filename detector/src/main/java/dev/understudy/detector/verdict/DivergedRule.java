package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import dev.understudy.events.StandbyReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A standby differs by comparison, wrote by itself, or has a history that the cluster does not know. */
record DivergedRule() implements Rule {

    private static final int NAMED = 5;

    @Override
    public FaultKind kind() {
        return FaultKind.STANDBY_DIVERGED;
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
        return "a comparison found differences, it wrote by itself, or its history is not the cluster's";
    }

    @Override
    public Finding examine(Judge.Subject subject, long now) {
        NodeEvidence evidence = subject.evidence();
        Optional<StandbyReport> report = evidence.standby(now);
        Optional<Word> word = evidence.standbyWord();
        String found = report.map(DivergedRule::found).orElse("");
        if (found.isEmpty() || word.isEmpty()) {
            return Finding.NOTHING;
        }
        return new Finding(Finding.Level.CONFIRM, word.get().mark(), List.of(word.get()), "", found);
    }

    private static String found(StandbyReport report) {
        String order = "understudy reseed --cluster " + report.scope() + " --node " + report.node();
        if (report.state() == StandbyReport.State.REFUSED) {
            return report.reason() + "; " + order + " --yes copies it anew";
        }
        if (!report.errant().isEmpty()) {
            return "it wrote by itself: " + report.errant() + "; " + order + " --yes copies it anew";
        }
        if (report.differences() == 0) {
            return "";
        }
        List<String> some = report.different().stream().limit(NAMED).toList();
        return report.differences() + " differences, among them " + String.join(", ", some) + "; " + order
                + " --table SCHEMA.TABLE --yes copies a table anew";
    }
}

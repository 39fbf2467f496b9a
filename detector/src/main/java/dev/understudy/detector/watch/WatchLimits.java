package dev.understudy.detector.watch;

import dev.understudy.detector.doubt.DoubtLimits;
import dev.understudy.detector.evidence.AccrualLimits;
import dev.understudy.detector.evidence.EvidenceLimits;
import dev.understudy.detector.verdict.VerdictLimits;

/** Every threshold of the detector. Each part has defaults; what only holds between two parts is checked here. */
public record WatchLimits(DoubtLimits doubt, EvidenceLimits evidence, AccrualLimits accrual, VerdictLimits verdicts) {

    public WatchLimits {
        if (doubt.grace().compareTo(evidence.ttl()) < 0) {
            throw new IllegalArgumentException("doubt.grace (" + doubt.grace().toMillis()
                    + "ms) is at least evidence.ttl (" + evidence.ttl().toMillis()
                    + "ms), or what was said before a restart would be judged after it");
        }
        if (doubt.pause().compareTo(accrual.pause()) > 0) {
            throw new IllegalArgumentException("doubt.pause (" + doubt.pause().toMillis()
                    + "ms) is at most accrual.pause (" + accrual.pause().toMillis()
                    + "ms), or a pause of the detector's own would make nodes look silent");
        }
        if (doubt.inputGap().compareTo(accrual.deadline()) > 0) {
            throw new IllegalArgumentException("doubt.inputGap ("
                    + doubt.inputGap().toMillis()
                    + "ms) is at most accrual.deadline (" + accrual.deadline().toMillis()
                    + "ms), or a silent messenger would make nodes look silent");
        }
    }

    public static WatchLimits defaults() {
        return new WatchLimits(
                DoubtLimits.defaults(), EvidenceLimits.defaults(), AccrualLimits.defaults(), VerdictLimits.defaults());
    }
}

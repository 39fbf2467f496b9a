package dev.understudy.detector.playback;

import dev.understudy.detector.DetectorConfig;
import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.detector.verdict.Maintenances;
import dev.understudy.detector.verdict.Reigns;
import dev.understudy.detector.watch.BeliefStore;
import dev.understudy.detector.watch.Examination;
import dev.understudy.detector.watch.NodeKey;
import dev.understudy.detector.watch.Signature;
import dev.understudy.detector.watch.Watch;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.LoopBack;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Shows a {@link Watch}, which is what the topology runs, what came through the topics, in virtual time. What kept the detectors of then from
 * judging, a pause of their own or a slow Kafka, is not known any more and does not happen here. Not thread-safe.
 */
public final class Playback {

    private final long tick;
    private final Circumstances circumstances;
    private final Watch watch;
    private final Consumer<Fault> said;
    private long now;
    private long nextTick;

    /**
     * @param config whose thresholds are tried
     * @param clusters the scopes that are known to be database clusters
     * @param from when it begins, ms since 1970: early enough to learn how often each reporter is heard
     * @param said what is told of each verdict
     */
    public Playback(DetectorConfig config, Set<String> clusters, long from, Consumer<Fault> said) {
        this.tick = config.tick().toMillis();
        this.circumstances = new Circumstances(new Reigns(clusters), new Maintenances());
        this.watch = new Watch(
                new Signature(config.name(), config.shadow()),
                config.limits(),
                circumstances,
                BeliefStore.forgetful(),
                from);
        this.said = said;
        this.now = from;
        this.nextTick = from + tick;
    }

    /** Takes the next record; one that is older than the last is taken when it is read, as it would have been then. */
    public void take(Recorded next) {
        pass(next.at());
        if (next.record() instanceof Route route) {
            circumstances.reigns().take(route, now);
        } else if (next.record() instanceof RecoveryStep step) {
            circumstances.reigns().take(step, now);
        } else if (next.record() instanceof Maintenance word) {
            circumstances.maintenances().take(word);
        } else if (next.record() instanceof HeartbeatRecord heartbeat && !(heartbeat instanceof LoopBack)) {
            tell(watch.observe(heartbeat, now));
        }
    }

    /** Lets time pass, ms since 1970; no record comes before then. */
    public void pass(long until) {
        for (; nextTick <= until; nextTick += tick) {
            now = nextTick;
            tell(watch.tick(now));
            watch.loopBackDue(now).ifPresent(watch::cameBack);
        }
        now = Math.max(now, until);
    }

    /** What is known of a node now, and what each rule makes of it; empty where nobody has spoken of it. */
    public Optional<Examination> examine(NodeKey node) {
        return watch.examine(node, now);
    }

    private void tell(List<Fault> faults) {
        faults.forEach(said);
    }
}

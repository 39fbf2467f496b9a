package dev.understudy.recovery;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.Route;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.Decision;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.steps.Records;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail's word on what was not begun, once for each incident and reason. Used by one thread. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Trail log;
    private final Records records;
    private final Set<String> reported = new HashSet<>();

    Refusals(Trail log, Records records) {
        this.log = log;
        this.records = records;
    }

    /** For information. */
    void report(String incident, String reason) {
        if (isNew(incident, reason)) {
            log.commit(new Batch().step(step(Plan.FAIL_OVER, incident, reason)));
        }
    }

    /**
     * A fail-over that cannot be; the holds end, but for a cool-down.
     *
     * @return whether the route says from here on that there is no writer
     */
    boolean refuse(Decision.Refuse refuse) {
        if (!isNew(refuse.incident(), refuse.reason())) {
            return false;
        }
        Batch batch = new Batch().step(step(Plan.FAIL_OVER, refuse.incident(), refuse.reason()));
        boolean ends = !refuse.reason().startsWith("the cool-down");
        if (ends) {
            batch.route(records.route(
                    log.ledger().burnt(), Route.State.UNAVAILABLE, null, refuse.incident(), refuse.reason()));
        }
        log.commit(batch);
        return ends;
    }

    /** A switch-over that is not begun: the writer goes on. */
    void decline(Decision.Decline decline) {
        if (isNew(decline.incident(), decline.reason())) {
            log.commit(new Batch().step(step(Plan.SWITCH_OVER, decline.incident(), decline.reason())));
        }
    }

    private boolean isNew(String incident, String reason) {
        boolean isNew = reported.add(incident + reason.replaceAll("\\d+", ""));
        if (isNew) {
            LOG.error("{}: {}", incident, reason);
        }
        return isNew;
    }

    private RecoveryStep step(Plan plan, String incident, String reason) {
        return records.step(plan, incident, epoch(), "decision", RecoveryStep.State.REFUSED, reason, Map.of());
    }

    private Epoch epoch() {
        return log.ledger().reign().map(Reign::epoch).orElse(Epoch.NONE);
    }
}

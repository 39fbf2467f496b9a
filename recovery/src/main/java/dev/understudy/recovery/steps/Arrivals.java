package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has come of an old primary's transactions by way of the changelog, and the two ways to wait for it. */
final class Arrivals {

    private static final Duration STEP = Duration.ofMillis(20);

    private final Context context;

    Arrivals(Context context) {
        this.context = context;
    }

    /** What the candidate has, or will have once it has applied what was read for it. */
    TransactionSet received(String candidate) throws SQLException {
        Optional<TransactionSet> followed =
                context.replays().of(candidate).map(replay -> replay.progress().received());
        if (followed.isPresent()) {
            return followed.get();
        }
        return context.servers()
                .get(candidate)
                .position()
                .map(Position::applied)
                .orElseGet(() -> context.engine().transactions(""));
    }

    private String held(String candidate) {
        return context.replays()
                .of(candidate)
                .map(replay -> replay.progress().held())
                .orElse("");
    }

    /** Until all of a set that is known to be the last has come. */
    Outcome await(OpenPlan plan, String finalSet) throws SQLException, InterruptedException {
        TransactionSet wanted = context.engine().transactions(finalSet);
        String candidate = plan.candidate();
        long deadline = System.nanoTime() + context.config().drain().toNanos();
        Arrived arrived = new Arrived(wanted, context.config().quiet().toNanos());
        while (!arrived.by(received(candidate), held(candidate), System.nanoTime())) {
            if (System.nanoTime() > deadline || !context.running().getAsBoolean()) {
                return new Outcome.Refused("the changelog does not hold all that the old primary executed yet: "
                        + wanted.minus(received(candidate)).text() + " is missing");
            }
            Thread.sleep(STEP.toMillis());
        }
        return new Outcome.Done(
                "the changelog holds all that the old primary executed",
                Map.of("complete", true, "transactions", 0, "finalSet", finalSet));
    }

    /** Until nothing comes any more; whether that is all nobody knows. */
    Outcome quiet(String why, Map<String, Object> more) throws InterruptedException {
        long quietFor = context.config().quiet().toMillis();
        long deadline = System.currentTimeMillis() + context.config().tail().toMillis();
        long last = total();
        long since = System.currentTimeMillis();
        while (System.currentTimeMillis() < deadline && System.currentTimeMillis() - since < quietFor) {
            Thread.sleep(STEP.toMillis());
            if (total() != last) {
                last = total();
                since = System.currentTimeMillis();
            }
        }
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("complete", false);
        details.put("why", why);
        return new Outcome.Done("what the old primary acknowledged last is unknown: " + why, details);
    }

    /** Transactions, not records: heartbeats never cease. */
    private long total() {
        long total = 0;
        for (String node : context.servers().byName().keySet()) {
            total += context.replays()
                    .of(node)
                    .map(Replay::progress)
                    .map(progress -> progress.received().count())
                    .orElse(0L);
        }
        return total;
    }
}

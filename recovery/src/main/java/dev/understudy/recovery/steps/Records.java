package dev.understudy.recovery.steps;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Servers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records that a plan leaves behind, and the routes. */
public final class Records {

    private final String cluster;
    private final Trail log;
    private final Servers servers;
    private final Replays replays;

    public Records(String cluster, Trail log, Servers servers, Replays replays) {
        this.cluster = cluster;
        this.log = log;
        this.servers = servers;
        this.replays = replays;
    }

    public RecoveryStep step(
            OpenPlan plan, String step, RecoveryStep.State state, String reason, Map<String, Object> details) {
        return step(plan.kind(), plan.incident(), plan.epoch(), step, state, reason, details);
    }

    public RecoveryStep step(
            RecoveryStep.Plan kind,
            String incident,
            Epoch epoch,
            String step,
            RecoveryStep.State state,
            String reason,
            Map<String, Object> details) {
        return new RecoveryStep(
                cluster,
                incident,
                kind,
                epoch,
                log.owner(),
                log.term(),
                step,
                state,
                System.currentTimeMillis(),
                reason,
                details);
    }

    /** A route with this writer; the standbys that follow are its readers, and without one the writer is. */
    public Route route(Epoch epoch, Route.State state, @Nullable String writer, String incident, String reason) {
        Map<String, Address> addresses = new HashMap<>();
        List<String> readers = new ArrayList<>();
        servers.byName().forEach((node, server) -> {
            addresses.put(node, server.address());
            boolean follows = replays.of(node)
                    .filter(replay -> replay.progress().state() == Replay.State.FOLLOWING)
                    .isPresent();
            if (follows && !node.equals(writer)) {
                readers.add(node);
            }
        });
        if (readers.isEmpty() && writer != null) {
            readers.add(writer);
        }
        return new Route(
                cluster, epoch, state, writer, readers, addresses, incident, System.currentTimeMillis(), reason);
    }
}

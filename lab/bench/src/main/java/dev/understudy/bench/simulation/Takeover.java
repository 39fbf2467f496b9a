package dev.understudy.bench.simulation;

import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind.Consequence;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.RecoveryStep.State;
import dev.understudy.events.Route;
import java.util.Optional;

/** Recovery as the detector sees it: after a confirmed death or hang, or by order, another node writes in a new epoch. */
final class Takeover {

    private static final long FENCED_AFTER = 300;
    private static final long ROUTED_AFTER = 700;
    private static final int NOBODY = -1;

    private final Cluster cluster;
    private boolean allowed;
    private boolean running;
    private int fenced = NOBODY;
    private boolean rolling;

    Takeover(Cluster cluster) {
        this.cluster = cluster;
    }

    boolean busy() {
        return running || rolling;
    }

    /** Whether a plan has a server in hand. */
    boolean owns(int node) {
        return running && fenced == node;
    }

    /** Whether the next verdict leads to a fail-over; where it does not, a person looks, and the server heals. */
    void mayTakeOver(boolean is) {
        allowed = is;
    }

    void rolling(boolean is) {
        rolling = is;
    }

    void told(Fault fault) {
        boolean acts = allowed
                && !running
                && fault.phase() == Phase.CONFIRMED
                && fault.kind().consequence() == Consequence.FAIL_OVER
                && fault.epoch().equals(cluster.reign.epoch());
        if (acts) {
            allowed = false;
            move(Plan.FAIL_OVER);
        }
    }

    /** What hung is ended; one that was only out of reach comes back a while later. */
    private void fence(int node) {
        if (!cluster.referee.fenced(node)) {
            Trouble fenced = new Trouble(Trouble.Kind.RESTART, node, true, cluster.agenda.now());
            cluster.referee.began(fenced);
            cluster.agenda.at(cluster.agenda.now() + cluster.dice.between(5_000, 20_000), () -> {
                cluster.become(node, Server.State.RUNNING);
                cluster.referee.ended(fenced);
            });
        }
        cluster.become(node, Server.State.ENDED);
    }

    /** Another node writes. */
    void move(Plan plan) {
        int old = cluster.reign.writer();
        Optional<Server> next = cluster.servers().stream()
                .filter(server -> server.number != old && server.state() == Server.State.RUNNING)
                .findFirst();
        if (next.isEmpty()) {
            return;
        }
        running = true;
        fenced = old;
        long now = cluster.agenda.now();
        Epoch epoch = cluster.reign.epoch().next();
        cluster.plan(plan, epoch, State.STARTED);
        cluster.agenda.at(now + FENCED_AFTER, () -> {
            Server.State state = cluster.server(old).state();
            if (plan == Plan.FAIL_OVER && state != Server.State.FROZEN && state != Server.State.ENDED) {
                fence(old);
            }
        });
        cluster.agenda.at(now + ROUTED_AFTER, () -> {
            cluster.route(new Reign(epoch, next.get().number), Route.State.SERVING);
            cluster.plan(plan, epoch, State.ENDED);
            running = false;
            fenced = NOBODY;
        });
    }
}

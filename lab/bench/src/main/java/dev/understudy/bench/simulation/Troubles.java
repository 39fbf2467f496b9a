package dev.understudy.bench.simulation;

import java.util.List;

/** Draws real faults, one after the other with calm in between, and ends them. */
final class Troubles {

    private static final long CALM = 30_000;
    private static final List<Trouble.Kind> KINDS = List.of(
            Trouble.Kind.KILL, Trouble.Kind.STOP, Trouble.Kind.LOCK_UP, Trouble.Kind.FREEZE, Trouble.Kind.STALL);

    private final Cluster cluster;
    private final long every;

    /**
     * @param every the mean time from one to the next, ms
     */
    Troubles(Cluster cluster, long every) {
        this.cluster = cluster;
        this.every = every;
        again();
    }

    private void again() {
        cluster.agenda.at(cluster.agenda.now() + CALM + cluster.dice.exponential(every), this::strike);
    }

    private void strike() {
        Trouble.Kind kind = cluster.dice.pick(KINDS);
        boolean writer = kind == Trouble.Kind.STALL || cluster.dice.chance(0.75);
        int node =
                (cluster.reign.writer() + (writer ? 0 : (int) cluster.dice.between(1, Cluster.NODES))) % Cluster.NODES;
        boolean possible = kind != Trouble.Kind.FREEZE || !cluster.oneHost;
        if (cluster.takeover().busy() || cluster.server(node).state() != Server.State.RUNNING || !possible) {
            again();
            return;
        }
        long lasts =
                kind == Trouble.Kind.STALL ? cluster.dice.between(20_000, 40_000) : cluster.dice.between(6_000, 20_000);
        begin(kind, node, lasts);
        cluster.takeover().mayTakeOver(cluster.dice.chance(0.5));
    }

    private void begin(Trouble.Kind kind, int node, long lasts) {
        long now = cluster.agenda.now();
        Trouble trouble = new Trouble(kind, node, node == cluster.reign.writer(), now);
        cluster.referee.began(trouble);
        if (kind == Trouble.Kind.FREEZE) {
            cluster.agent(node).pause(now, lasts);
        }
        cluster.become(node, kind.state);
        cluster.agenda.at(now + lasts, () -> end(trouble));
    }

    private void end(Trouble trouble) {
        if (trouble.until == Trouble.OPEN && cluster.takeover().owns(trouble.node)) {
            // What was fenced comes back when recovery lets it.
            cluster.agenda.at(cluster.agenda.now() + 1_000, () -> end(trouble));
            return;
        }
        cluster.become(trouble.node, Server.State.RUNNING);
        cluster.referee.ended(trouble);
        again();
    }
}

package dev.understudy.bench.simulation;

import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;
import dev.understudy.events.Sighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A router under traffic: tells what its connections to each server meet. */
final class Router extends Actor {

    private static final long SILENT_AFTER = 250;
    private static final long TROUBLE_EVERY = 100;
    private static final long TICK = 50;

    private final List<Traffic> traffic = new ArrayList<>();
    private final long[] sequences = new long[Cluster.NODES];

    Router(Cluster cluster, String name, int host) {
        super(cluster, name, host);
        for (int node = 0; node < Cluster.NODES; node++) {
            traffic.add(new Traffic(node));
        }
    }

    @Override
    void begin(long now) {
        Arrays.fill(sequences, 0);
        traffic.forEach(one -> one.begin(now));
    }

    void sessionBroke(int target, long now) {
        Traffic one = traffic.get(target);
        one.broken = true;
        cluster.agenda.plan(one, now + cluster.network.delay());
    }

    /** A server became silent, or came back: its next tick may matter. */
    void changed(int target, long now) {
        cluster.agenda.plan(traffic.get(target), now + cluster.dice.between(1, TICK));
    }

    /** All connections to one server. */
    private final class Traffic extends Agenda.Turn {

        private final int target;
        private long answeredAt;
        private long toldAt;
        private boolean silenceTold;
        private boolean broken;
        private boolean gone;

        Traffic(int target) {
            this.target = target;
        }

        void begin(long now) {
            answeredAt = now;
            toldAt = now - EVERY;
            silenceTold = false;
            broken = false;
            gone = false;
            cluster.agenda.plan(this, now + cluster.dice.between(0, EVERY));
        }

        @Override
        void come(long now) {
            if (!up()) {
                return;
            }
            if (!awake(now)) {
                cluster.agenda.plan(this, pausedUntil());
                return;
            }
            long paused = justPaused(now);
            boolean unread = paused >= SILENT_AFTER && answeredAt < now - paused && cluster.dice.chance(0.5);
            switch (cluster.reach(host, target)) {
                case REFUSED -> refused(now);
                case ANSWERS -> {
                    if (unread) {
                        // Its timer came before what had arrived meanwhile was read.
                        silent(now);
                        answeredAt = now;
                    } else {
                        answered(now);
                    }
                }
                case SILENT -> silent(now);
            }
        }

        private void refused(long now) {
            tell(new Probe(broken ? Outcome.RESET : Outcome.REFUSED, 0, null), now);
            broken = false;
            gone = true;
            cluster.agenda.plan(this, now + TROUBLE_EVERY);
        }

        private void answered(long now) {
            gone = false;
            broken = false;
            silenceTold = false;
            // The first of many answers counts.
            answeredAt = now - cluster.dice.between(0, 10);
            if (now - toldAt >= EVERY) {
                tell(Probe.answered(2), now);
            }
            cluster.agenda.plan(this, toldAt + EVERY);
        }

        private void silent(long now) {
            boolean due = !silenceTold || now - toldAt >= TROUBLE_EVERY;
            if (now - answeredAt >= SILENT_AFTER && due) {
                tell(new Probe(Outcome.SILENT, now - answeredAt, null), now);
                silenceTold = true;
            }
            cluster.agenda.plan(this, now + TICK);
        }

        private void tell(Probe probe, long now) {
            toldAt = now;
            int failing = 0;
            for (Traffic other : traffic) {
                failing += other != this && other.gone ? 1 : 0;
            }
            cluster.messenger.send(
                    Router.this,
                    new Sighting(
                            Cluster.SCOPE,
                            cluster.server(target).name,
                            name,
                            cluster.hostName(host),
                            Sighting.Path.TRAFFIC,
                            writer(),
                            ++sequences[target],
                            clock(now),
                            cluster.reign.epoch(),
                            probe,
                            1,
                            now - answeredAt,
                            health(now, failing)),
                    now);
        }
    }
}

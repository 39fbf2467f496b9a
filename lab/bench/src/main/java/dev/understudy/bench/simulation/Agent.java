package dev.understudy.bench.simulation;

import dev.understudy.events.Canary;
import dev.understudy.events.Epoch;
import dev.understudy.events.Probe;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.Vitals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent beside one server: reports on it, and looks at the others. */
final class Agent extends Actor {

    private static final long NOT_YET = Long.MIN_VALUE / 4;

    private final Server server;
    private final List<Look> looks = new ArrayList<>();
    private final long[] sequences = new long[Cluster.NODES];
    private final Probe.@Nullable Outcome[] outcomes = new Probe.Outcome[Cluster.NODES];
    private final long[] answeredAt = new long[Cluster.NODES];
    private final Agenda.Turn reports = new Agenda.Turn() {
        @Override
        void come(long now) {
            report(now);
        }
    };
    private ServerProcess process;
    private @Nullable Probe connect;
    private long connectAt;
    private long committedAt = NOT_YET;

    Agent(Cluster cluster, Server server) {
        super(cluster, "agent-" + server.name, server.number);
        this.server = server;
        this.process = seen();
        for (int node = 0; node < Cluster.NODES; node++) {
            looks.add(new Look(this, node));
        }
    }

    @Override
    void begin(long now) {
        Arrays.fill(sequences, 0);
        Arrays.fill(outcomes, null);
        Arrays.fill(answeredAt, NOT_YET);
        connect = null;
        committedAt = NOT_YET;
        process = seen();
        looks.forEach(look -> look.begin(now + cluster.dice.between(0, EVERY)));
        cluster.agenda.plan(reports, now + cluster.dice.between(0, EVERY));
    }

    /** Its server has changed; the operating system tells within one look at the process. */
    void serverChanged(long now) {
        cluster.agenda.at(Math.max(now, pausedUntil()) + cluster.dice.between(1, 20), () -> {
            ServerProcess before = process;
            process = seen();
            if (!process.equals(before)) {
                looks.get(server.number).begin(cluster.agenda.now());
                cluster.agenda.plan(reports, cluster.agenda.now());
            }
        });
    }

    /** A session to a server broke. */
    void sessionBroke(int target, long now) {
        looks.get(target).begin(now + cluster.network.delay());
    }

    void saw(int target, Probe probe, long at) {
        Probe.Outcome before = outcomes[target];
        outcomes[target] = probe.outcome();
        if (probe.outcome() == Probe.Outcome.ANSWERED) {
            answeredAt[target] = at;
        }
        if (target == server.number) {
            connect = probe;
            connectAt = at;
            if (before != probe.outcome()) {
                cluster.agenda.plan(reports, at);
            }
            return;
        }
        Server other = cluster.server(target);
        Long ago = answeredAt[target] == NOT_YET ? null : Long.valueOf(at - answeredAt[target]);
        cluster.messenger.send(
                this,
                new Sighting(
                        Cluster.SCOPE,
                        other.name,
                        name,
                        cluster.hostName(host),
                        Sighting.Path.PROBE,
                        writer(),
                        ++sequences[target],
                        clock(at),
                        cluster.reign.epoch(),
                        probe,
                        1,
                        ago,
                        health(at, failing(target))),
                at);
    }

    private int failing(int besides) {
        int count = 0;
        for (int node = 0; node < Cluster.NODES; node++) {
            Probe.Outcome last = outcomes[node];
            boolean other = node != besides && node != server.number;
            count += other && last != null && last != Probe.Outcome.ANSWERED ? 1 : 0;
        }
        return count;
    }

    private void report(long now) {
        if (!up()) {
            return;
        }
        if (!awake(now)) {
            cluster.agenda.plan(reports, pausedUntil());
            return;
        }
        boolean writer = cluster.reign.writer() == server.number;
        Epoch epoch = cluster.reign.epoch();
        cluster.messenger.send(
                this,
                new SelfReport(
                        Cluster.SCOPE,
                        server.name,
                        cluster.hostName(host),
                        writer(),
                        ++sequences[server.number],
                        clock(now),
                        epoch,
                        process,
                        connect == null ? null : connect.ago(now - connectAt),
                        writer ? canary(now) : new Canary(Canary.Outcome.REFUSED_AS_IT_SHOULD, 1, 0),
                        !writer,
                        null,
                        Vitals.UNKNOWN,
                        null),
                now);
        cluster.agenda.plan(reports, now + EVERY);
    }

    private @Nullable Canary canary(long now) {
        long newest = now - cluster.dice.between(0, EVERY);
        boolean tried = newest > startedAt() && newest > pausedUntil();
        if (server.commits() && newest >= server.since() && tried) {
            committedAt = newest;
        }
        long last = committedAt == NOT_YET ? 0 : clock(committedAt);
        if (server.state() == Server.State.ENDED) {
            return new Canary(Canary.Outcome.FAILED, 1, Canary.Cause.NOT_TRIED, "no session", last);
        }
        long waiting = now - server.since();
        if (!server.commits() && waiting > 100) {
            return new Canary(Canary.Outcome.WAITING, waiting, Canary.Cause.UNKNOWN, null, last);
        }
        return last == 0 ? null : new Canary(Canary.Outcome.COMMITTED, 1, last);
    }

    private ServerProcess seen() {
        ServerProcess.State state = switch (server.state()) {
            case ENDED -> ServerProcess.State.ENDED;
            case STOPPED -> ServerProcess.State.STOPPED;
            default -> ServerProcess.State.RUNNING;
        };
        return new ServerProcess(1, server.bootId(), state);
    }
}

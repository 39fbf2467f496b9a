package dev.understudy.bench.simulation;

import dev.understudy.events.RecoveryStep.Plan;
import java.util.List;

/** What is drawn that is no fault of a database: each kind comes again after a time whose mean the profile names. */
final class Weather {

    private final Cluster cluster;

    Weather(Cluster cluster, Profile profile) {
        this.cluster = cluster;
        again(profile.every(Profile.Kind.PAUSE), this::pause);
        again(profile.every(Profile.Kind.CONGESTION), this::congestion);
        again(profile.every(Profile.Kind.ELECTION), this::election);
        again(profile.every(Profile.Kind.ONE_WAY), this::oneWay);
        again(profile.every(Profile.Kind.TWO_WAY), this::twoWay);
        again(profile.every(Profile.Kind.CLOCK), this::clock);
        again(profile.every(Profile.Kind.RESTART), this::restart);
        again(profile.every(Profile.Kind.STALE), this::stale);
        again(profile.every(Profile.Kind.ROLLING), this::rolling);
    }

    private void again(long every, Runnable strike) {
        if (every > 0) {
            cluster.agenda.at(cluster.agenda.now() + 5_000 + cluster.dice.exponential(every), () -> {
                strike.run();
                again(every, strike);
            });
        }
    }

    private void during(String what, long length, Runnable after) {
        long now = cluster.agenda.now();
        cluster.referee.disturbed(what, now + length);
        cluster.agenda.at(now + length, after);
    }

    /** A collection of garbage: mostly short, up to three seconds. */
    private void pause() {
        long now = cluster.agenda.now();
        Actor actor = cluster.dice.pick(cluster.actors());
        long length = cluster.dice.scaled(20, 3_000);
        if (actor.awake(now)) {
            actor.pause(now, length);
            cluster.referee.disturbed("pause of " + length + " ms of " + actor.name, now + length);
        }
    }

    private void congestion() {
        long times = cluster.dice.scaled(2, 20);
        cluster.network.congested(times);
        during("congestion x " + times, cluster.dice.scaled(500, 10_000), () -> cluster.network.congested(1));
    }

    private void election() {
        long length = cluster.dice.scaled(100, 10_000);
        cluster.messenger.away(cluster.agenda.now(), length);
        cluster.referee.disturbed("election of " + length + " ms", cluster.agenda.now() + length);
    }

    private void oneWay() {
        int from = (int) cluster.dice.between(0, Cluster.HOSTS);
        int to = (int) cluster.dice.between(0, Cluster.HOSTS);
        cut(from, to, 1);
        during("cut " + from + " to " + to, cluster.dice.scaled(200, 30_000), () -> cut(from, to, -1));
    }

    private void cut(int from, int to, int by) {
        cluster.network.cut(from, to, by);
        cluster.referee.linksChanged();
    }

    /** A group of hosts is cut off from the rest. */
    private void twoWay() {
        long group = cluster.dice.between(1, (1 << Cluster.HOSTS) - 1);
        split(group, 1);
        during("split " + Long.toBinaryString(group), cluster.dice.scaled(200, 30_000), () -> split(group, -1));
    }

    private void split(long group, int by) {
        for (int one = 0; one < Cluster.HOSTS; one++) {
            for (int other = 0; other < Cluster.HOSTS; other++) {
                if ((group >> one & 1) != (group >> other & 1)) {
                    cluster.network.cut(one, other, by);
                }
            }
        }
        cluster.referee.linksChanged();
    }

    private void clock() {
        Actor actor = cluster.dice.pick(cluster.actors());
        long by = cluster.dice.scaled(20, 3_600_000) * (cluster.dice.chance(0.5) ? 1 : -1);
        actor.setClock(by);
        during("clock of " + actor.name + " by " + by, cluster.dice.scaled(1_000, 120_000), () -> actor.setClock(0));
    }

    private void restart() {
        Actor actor = cluster.dice.pick(cluster.actors());
        if (!actor.awake(cluster.agenda.now())) {
            return;
        }
        actor.stop();
        during("restart of " + actor.name, cluster.dice.scaled(500, 15_000), () -> actor.start(cluster.agenda.now()));
    }

    /** A sender that keeps what it cannot send is cut off, and sends all of it at once afterwards. */
    private void stale() {
        Actor actor = cluster.dice.pick(cluster.actors());
        boolean all = cluster.dice.chance(0.3);
        List<Actor> senders = all ? cluster.actors() : List.of(actor);
        long length = cluster.dice.scaled(500, 30_000);
        senders.forEach(sender -> sender.buffer(true));
        if (all) {
            cluster.messenger.away(cluster.agenda.now(), length);
        } else {
            actor.holdBack(cluster.agenda.now() + length);
        }
        during(
                "stale burst of " + length + " ms",
                length + 1_000,
                () -> senders.forEach(sender -> sender.buffer(false)));
    }

    /** Every server and agent in turn, the writer last and after it has handed over. */
    private void rolling() {
        if (cluster.takeover().busy() || cluster.servers().stream().anyMatch(server -> !server.commits())) {
            return;
        }
        cluster.takeover().rolling(true);
        roll(1);
    }

    private void roll(int turn) {
        long now = cluster.agenda.now();
        int writer = cluster.reign.writer();
        if (turn > Cluster.NODES) {
            cluster.takeover().rolling(false);
            return;
        }
        if (turn == Cluster.NODES) {
            cluster.takeover().move(Plan.SWITCH_OVER);
            cluster.agenda.at(now + 5_000, () -> restartServer(writer));
        } else {
            restartServer((writer + turn) % Cluster.NODES);
        }
        cluster.agenda.at(now + cluster.dice.between(30_000, 60_000), () -> roll(turn + 1));
    }

    private void restartServer(int node) {
        if (cluster.server(node).state() != Server.State.RUNNING) {
            return;
        }
        long now = cluster.agenda.now();
        Agent agent = cluster.agent(node);
        Trouble trouble = new Trouble(Trouble.Kind.RESTART, node, node == cluster.reign.writer(), now);
        cluster.referee.began(trouble);
        cluster.become(node, Server.State.ENDED);
        long down = cluster.dice.between(1_000, 10_000);
        cluster.agenda.at(now + down / 3, agent::stop);
        cluster.agenda.at(now + down / 3 + 800, () -> agent.start(cluster.agenda.now()));
        cluster.agenda.at(now + down, () -> {
            cluster.become(node, Server.State.RUNNING);
            cluster.referee.ended(trouble);
        });
    }
}

package dev.understudy.bench.simulation;

import dev.understudy.events.Probe;
import dev.understudy.events.Probe.Outcome;

/** An agent's probe of one server: at each interval, as long as it takes, and at once where its session breaks. */
final class Look extends Agenda.Turn {

    private static final long TIMEOUT = 300;
    private static final long NEVER = Long.MAX_VALUE;

    private final Agent agent;
    private final int target;
    private long begun;
    private long answerAt;
    private boolean waiting;

    Look(Agent agent, int target) {
        this.agent = agent;
        this.target = target;
    }

    void begin(long at) {
        waiting = false;
        agent.cluster.agenda.plan(this, at);
    }

    @Override
    void come(long now) {
        if (!agent.up()) {
            return;
        }
        if (!agent.awake(now)) {
            agent.cluster.agenda.plan(this, agent.pausedUntil());
        } else if (waiting) {
            goOn(now);
        } else {
            ask(now);
        }
    }

    private void ask(long now) {
        begun = now;
        switch (agent.cluster.reach(agent.host, target)) {
            case REFUSED -> end(Outcome.REFUSED, now, 1);
            case ANSWERS -> {
                long takes = agent.host == target ? 1 : agent.cluster.network.delay();
                if (takes < TIMEOUT) {
                    end(Outcome.ANSWERED, now + takes, takes);
                } else {
                    await(now + takes, now + TIMEOUT);
                }
            }
            case SILENT -> await(NEVER, now + 25);
        }
    }

    private void await(long answer, long lookAgain) {
        waiting = true;
        answerAt = answer;
        agent.cluster.agenda.plan(this, lookAgain);
    }

    private void goOn(long now) {
        Cluster.Reach reach = agent.cluster.reach(agent.host, target);
        long waited = now - begun;
        if (reach == Cluster.Reach.REFUSED) {
            end(Outcome.RESET, now, waited);
        } else if (reach == Cluster.Reach.ANSWERS && (answerAt == NEVER || answerAt <= now)) {
            end(Outcome.ANSWERED, now, waited);
        } else if (waited >= TIMEOUT) {
            end(Outcome.SILENT, now, waited);
        } else {
            agent.cluster.agenda.plan(this, Math.min(now + 25, begun + TIMEOUT));
        }
    }

    private void end(Outcome outcome, long at, long millis) {
        waiting = false;
        agent.saw(target, new Probe(outcome, millis, null), at);
        agent.cluster.agenda.plan(this, Math.max(at + 1, begun + Actor.EVERY));
    }
}

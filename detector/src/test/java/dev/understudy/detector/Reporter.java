package dev.understudy.detector;

import dev.understudy.events.Canary;
import dev.understudy.events.Epoch;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.Vitals;
import org.jspecify.annotations.Nullable;

/** One reporter of a {@link Timeline}: an agent, an instance, or an observer of one node. */
final class Reporter {

    private final Timeline timeline;
    private final String who;
    private final String scope;
    private final String node;
    private final Sighting.@Nullable Path path;
    private String host = "host-1";
    private String start = "100";
    private long sequence;
    private long skew;
    private long lastSentAt;
    private boolean speaking;
    private @Nullable ServerProcess process;
    private Probe.@Nullable Outcome outcome;
    private long outcomeSince;
    private long answeredAt;
    private long commitAt;
    private ObserverHealth health = Timeline.prompt();
    private boolean committing;
    private Canary.@Nullable Cause cause;
    private long waitingSince;
    private @Nullable Boolean readOnly;
    private Vitals vitals = Vitals.UNKNOWN;
    private @Nullable Integer error;
    private long repeatedSince = -1;

    Reporter(Timeline timeline, String who, String scope, String node, Sighting.@Nullable Path path) {
        this.timeline = timeline;
        this.who = who;
        this.scope = scope;
        this.node = node;
        this.path = path;
    }

    void tick(long now) {
        if (speaking && now - lastSentAt >= Timeline.every()) {
            say();
        }
    }

    Timeline running(long pid, String boot) {
        process = new ServerProcess(pid, boot, ServerProcess.State.RUNNING);
        return sees(Probe.Outcome.ANSWERED);
    }

    /** The server's process is in this state from now on; one that runs answers, another does not. */
    Timeline process(ServerProcess.State state) {
        ServerProcess before = process;
        process = new ServerProcess(before == null ? 1 : before.pid(), before == null ? "" : before.bootId(), state);
        return switch (state) {
            case RUNNING -> sees(Probe.Outcome.ANSWERED);
            case STOPPED -> sees(Probe.Outcome.SILENT);
            case ENDED -> sees(Probe.Outcome.REFUSED);
        };
    }

    Timeline sees(Probe.Outcome seen) {
        if (seen != outcome) {
            outcomeSince = timeline.now();
        }
        outcome = seen;
        say();
        return timeline;
    }

    /** Nothing has come back since then. */
    Timeline silentSince(long time) {
        repeatedSince = -1;
        outcome = Probe.Outcome.SILENT;
        outcomeSince = time;
        say();
        return timeline;
    }

    /** From now on its newest answer is repeated with its age, and no new one comes. */
    Timeline keepsRepeating() {
        repeatedSince = timeline.now();
        return timeline;
    }

    /** Reports for itself, without a server behind it. */
    Timeline reports() {
        say();
        return timeline;
    }

    Timeline mute() {
        speaking = false;
        return timeline;
    }

    Timeline on(String machine) {
        host = machine;
        return timeline;
    }

    Timeline feels(ObserverHealth own) {
        health = own;
        return timeline;
    }

    /** Another clock, ms ahead of the others. */
    Timeline clock(long ahead) {
        skew = ahead;
        return timeline;
    }

    Timeline restarted(String newStart) {
        start = newStart;
        sequence = 0;
        say();
        return timeline;
    }

    /** A canary was committed now, although connections fail. */
    Timeline commits() {
        commitAt = at();
        say();
        return timeline;
    }

    /** A canary commits before each report from now on. */
    Timeline keepsCommitting() {
        committing = true;
        cause = null;
        say();
        return timeline;
    }

    /** The canary waits from now on. */
    Timeline canaryWaits(Canary.Cause why) {
        committing = false;
        cause = why;
        waitingSince = timeline.now();
        say();
        return timeline;
    }

    Timeline readOnly(boolean is) {
        readOnly = is;
        say();
        return timeline;
    }

    Timeline spends(Vitals now) {
        vitals = now;
        say();
        return timeline;
    }

    /** A new connection ends with this error; 0 for none. */
    Timeline fails(int number) {
        error = number == 0 ? null : number;
        return sees(number == 0 ? Probe.Outcome.ANSWERED : Probe.Outcome.FAILED);
    }

    private @Nullable Canary canary() {
        if (cause != null) {
            double waits = timeline.now() - waitingSince;
            return new Canary(Canary.Outcome.WAITING, waits, cause, "State", commitAt);
        }
        if (committing) {
            commitAt = at();
        }
        return commitAt == 0 ? null : new Canary(Canary.Outcome.COMMITTED, 1, commitAt);
    }

    private long at() {
        return Timeline.EPOCH_START + timeline.now() + skew;
    }

    private void say() {
        speaking = true;
        lastSentAt = timeline.now();
        if (outcome == Probe.Outcome.ANSWERED) {
            answeredAt = timeline.now();
        }
        sequence++;
        timeline.send(node, RecordCodec.HEARTBEATS.encode(record()));
    }

    private HeartbeatRecord record() {
        Probe probe = outcome == null
                ? null
                : new Probe(outcome, outcome == Probe.Outcome.SILENT ? timeline.now() - outcomeSince : 1, null, error);
        if (probe != null && repeatedSince >= 0) {
            probe = probe.ago(timeline.now() - repeatedSince);
        }
        if (path == null) {
            return new SelfReport(
                    scope,
                    node,
                    host,
                    who + "@" + start,
                    sequence,
                    at(),
                    Epoch.NONE,
                    process,
                    probe,
                    canary(),
                    readOnly,
                    null,
                    vitals,
                    null);
        }
        Probe seen = probe == null ? Probe.answered(1) : probe;
        Long ago = answeredAt == 0 ? null : Long.valueOf(timeline.now() - answeredAt);
        return new Sighting(
                scope, node, who, host, path, who + "@" + start, sequence, at(), Epoch.NONE, seen, 1, ago, health);
    }
}

package dev.understudy.agent.fence;

import dev.understudy.agent.fence.FenceDecision.Kill;
import dev.understudy.agent.fence.FenceDecision.MakeReadOnly;
import dev.understudy.agent.fence.FenceDecision.Proven;
import dev.understudy.agent.fence.FenceDecision.Refuse;
import dev.understudy.events.Command;
import dev.understudy.events.ServerProcess;

/**
 * Whether a fencing command is obeyed (safety.md, rules 1 and 10). A command ends just the start of the server that it
 * names, of an epoch not older than the one held, and only while it is fresh: a late or repeated one can end nothing else.
 */
final class FenceRules {

    /** How far two machines' clocks may be apart before a fresh command is taken for an old one. */
    static final long CLOCK_TOLERANCE_MILLIS = 5_000;

    private FenceRules() {}

    static FenceDecision decide(Command command, Situation now) {
        ServerProcess process = now.process();
        if (command.bootId() == null) {
            return new Refuse("it names no boot id");
        }
        if (process == null) {
            return new Refuse("no server process has been seen here");
        }
        if (!command.bootId().equals(process.bootId())) {
            return new Refuse("it is for boot id " + command.bootId() + "; the server here is " + process.bootId()
                    + ", " + process.state());
        }
        if (command.epoch().isOlderThan(now.highest())) {
            return new Refuse("it ends epoch " + command.epoch() + "; epoch " + now.highest() + " is held here");
        }
        if (process.state() == ServerProcess.State.ENDED) {
            return new Proven("the process had ended already");
        }
        if (!now.allowed()) {
            return new Refuse("this agent is configured not to fence (agent.fencing)");
        }
        if (now.sinceArrivalMillis() > command.validMillis()
                || now.recordAgeMillis() > command.validMillis() + CLOCK_TOLERANCE_MILLIS) {
            return new Refuse("it has expired: valid for " + command.validMillis() + " ms, arrived "
                    + now.sinceArrivalMillis() + " ms ago, written " + now.recordAgeMillis() + " ms ago");
        }
        return command.kind() == Command.Kind.FENCE_READ_ONLY
                ? new MakeReadOnly(process.pid())
                : new Kill(process.pid());
    }
}

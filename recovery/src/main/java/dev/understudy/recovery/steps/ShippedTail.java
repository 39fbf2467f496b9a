package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.log.TailSource;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.OpenPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rest of a server's binlog, which its agent ships from the disk. Not thread-safe. */
final class ShippedTail {

    private final Context context;
    private int asked;

    ShippedTail(Context context) {
        this.context = context;
    }

    /**
     * What is asked for.
     *
     * @param node whose binlog
     * @param epoch the epoch that it was written in
     * @param received what is not wanted
     * @param bootId the start of a server that runs; null for one that has ended
     */
    record Wanted(
            String node,
            Epoch epoch,
            TransactionSet received,
            @Nullable String bootId) {}

    /**
     * What came of it.
     *
     * @param id what the agent was asked with
     * @param answer what it shipped
     */
    record Answered(String id, TailSource.Answer answer) {}

    /**
     * Asks, and waits for the answer.
     *
     * @param meanwhile what is done before it is awaited
     */
    Answered ask(OpenPlan plan, Wanted wanted, Runnable meanwhile, Duration patience) {
        // Never twice the same: an agent answers a command once.
        String id =
                plan.incident() + "/tail/" + plan.epoch() + "/" + context.log().term() + "/" + asked++;
        TailSource.Answer answer = context.tail()
                .ask(
                        id,
                        () -> {
                            context.log().commit(new Batch().command(command(id, plan, wanted)));
                            meanwhile.run();
                        },
                        patience);
        return new Answered(id, answer);
    }

    private Command command(String id, OpenPlan plan, Wanted wanted) {
        return new Command(
                id,
                Command.Kind.SHIP_TAIL,
                context.cluster(),
                wanted.node(),
                wanted.epoch(),
                wanted.bootId(),
                plan.incident(),
                System.currentTimeMillis(),
                context.config().tail().toMillis(),
                wanted.received().text());
    }
}

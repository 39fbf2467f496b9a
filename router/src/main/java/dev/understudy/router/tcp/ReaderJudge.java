package dev.understudy.router.tcp;

import dev.understudy.router.balance.Standing;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Judge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a reader.
 *
 * @param maxLag whose data is older is not chosen; null where age does not matter. The writer's is never old
 */
record ReaderJudge(
        LiveTable table, Backends backends, @Nullable Duration maxLag) implements Judge {

    @Override
    public Standing of(Member member, long now) {
        if (maxLag != null
                && backends.lags().millis(member.scope(), member.node(), now) > maxLag.toMillis()
                && !table.get().isWriter(member.scope(), member.node())) {
            return Standing.LAGGING;
        }
        return backends.watches().of(member).isFailing(now) ? Standing.DOUBTFUL : Standing.WELL;
    }
}

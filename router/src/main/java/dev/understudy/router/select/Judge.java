package dev.understudy.router.select;

import dev.understudy.router.balance.Standing;
import dev.understudy.router.routing.Member;

/** What is known of a member beside what the selector counts itself. Called on any thread. */
@FunctionalInterface
public interface Judge {

    /**
     * @param now the router's clock, ms
     * @return {@code WELL}, {@code DOUBTFUL} or {@code LAGGING}
     */
    Standing of(Member member, long now);
}

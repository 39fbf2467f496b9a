package dev.understudy.router.select;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.routing.Member;

/** What a choice came to. */
public sealed interface Selection {

    /**
     * This one.
     *
     * @param lease its place, to be given back
     */
    record Taken(Member member, Loads.Lease lease) implements Selection {}

    /**
     * None of them.
     *
     * @param reason for a person; empty where all were tried
     */
    record Nobody(String reason) implements Selection {}
}

package dev.understudy.bench.commit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a primary says of its commits at one moment. Immutable.
 *
 * @param on whether commits wait
 * @param acknowledged how often a wait ended with an acknowledgement
 * @param unacknowledged how often a commit returned without one
 * @param acknowledgers how many semi-synchronous replicas it counts
 * @param dumping the accounts that read its binlog
 */
record Waits(boolean on, long acknowledged, long unacknowledged, int acknowledgers, List<String> dumping) {

    Waits {
        dumping = List.copyOf(dumping);
    }

    /**
     * @param status {@code rpl_semi_sync_...}, names in lower case; engines differ in one word
     */
    static Waits of(Map<String, String> status, List<String> dumping) {
        String word = status.containsKey("rpl_semi_sync_source_status") ? "source" : "master";
        String prefix = "rpl_semi_sync_" + word + "_";
        return new Waits(
                status.getOrDefault(prefix + "status", "OFF").equals("ON"),
                Long.parseLong(status.getOrDefault(prefix + "yes_tx", "0")),
                Long.parseLong(status.getOrDefault(prefix + "no_tx", "0")),
                Integer.parseInt(status.getOrDefault(prefix + "clients", "0")),
                dumping);
    }

    /** Whether this account acknowledges, and nobody else is there; nobody at all where it is empty. */
    boolean onlyFor(Optional<String> account) {
        return on == account.isPresent()
                && acknowledgers == (account.isPresent() ? 1 : 0)
                && dumping.equals(account.map(List::of).orElse(List.of()));
    }

    /**
     * What speaks against it that so many commits all waited for this account, since an earlier moment.
     *
     * @param account empty where they were to wait for nobody
     * @param clients how many committed at once: MySQL counts one wait for a group of commits, which holds at most one of each
     */
    Optional<String> against(Waits earlier, Optional<String> account, long commits, int clients) {
        if (!onlyFor(account) || !earlier.onlyFor(account)) {
            return Optional.of("commits were to wait for " + account.orElse("nobody") + ", but the primary says "
                    + earlier + " before and " + this + " after");
        }
        long waited = acknowledged - earlier.acknowledged;
        long most = account.isPresent() ? commits : 0;
        long least = (most + clients - 1) / clients;
        if (waited < least || waited > most) {
            return Optional.of("of " + commits + " commits of " + clients + " clients the primary counts " + waited
                    + " waits, which should be " + least + " to " + most);
        }
        long not = unacknowledged - earlier.unacknowledged;
        return account.isPresent() && not != 0
                ? Optional.of(not + " commits returned without an acknowledgement")
                : Optional.empty();
    }
}

package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.digest.Pace;
import java.time.Duration;
import java.util.Set;

/**
 * How two servers are compared.
 *
 * @param tables only these, as {@code schema.table}; all where there is none
 * @param pace how fast rows may be read
 * @param patience how long the standby may take to a common cut
 * @param ownAccounts accounts that are each server's own, Understudy's among them: they are not compared
 */
public record VerifyOptions(Set<String> tables, Pace pace, Duration patience, Set<String> ownAccounts) {

    public static final Duration PATIENCE = Duration.ofSeconds(10);

    public VerifyOptions {
        tables = Set.copyOf(tables);
        ownAccounts = Set.copyOf(ownAccounts);
    }

    /** Everything, as fast as it goes. */
    public static VerifyOptions everything(Set<String> ownAccounts) {
        return new VerifyOptions(Set.of(), Pace.UNLIMITED, PATIENCE, ownAccounts);
    }

    boolean wants(String table) {
        return tables.isEmpty() || tables.contains(table);
    }
}

package dev.understudy.recovery.preflight.facts;

import java.util.Set;

/**
 * An account, and every global right that it has or can take on by a role.
 *
 * @param locked whether nobody can log in with it
 */
public record AccountFacts(String user, String host, boolean locked, Set<String> rights) {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

    public AccountFacts {
        rights = Set.copyOf(rights);
    }

    /** Whether it can be used from the server's own machine only: an administrator's, no client's. */
    public boolean isLocal() {
        return LOCAL.contains(host);
    }

    public boolean hasAny(Set<String> wanted) {
        return rights.stream().anyMatch(wanted::contains);
    }

    @Override
    public String toString() {
        return user + "@" + host;
    }
}

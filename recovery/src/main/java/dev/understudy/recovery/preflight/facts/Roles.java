package dev.understudy.recovery.preflight.facts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may take on which role.
 *
 * @param direct each account's and role's own rights
 * @param granted each account's and role's roles
 */
public record Roles(Map<String, Set<String>> direct, Map<String, Set<String>> granted) {

    public Roles {
        direct = Map.copyOf(direct);
        granted = Map.copyOf(granted);
    }

    /** All rights that an account has, or has as soon as it takes on the roles that it may, and theirs in turn. */
    public Set<String> effective(String account) {
        Set<String> rights = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(account));
        while (!open.isEmpty()) {
            String each = open.pop();
            if (seen.add(each)) {
                rights.addAll(direct.getOrDefault(each, Set.of()));
                open.addAll(granted.getOrDefault(each, Set.of()));
            }
        }
        return rights;
    }
}

package dev.understudy.recovery.preflight.reading;

import dev.understudy.engine.Inspection;
import dev.understudy.recovery.preflight.facts.AccountFacts;
import dev.understudy.recovery.preflight.facts.Roles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The accounts of a server, each with all that it can do. */
final class AccountReader {

    private AccountReader() {}

    static List<AccountFacts> read(Rows rows, Inspection inspection) throws SQLException {
        Map<String, Set<String>> direct = new HashMap<>();
        for (List<String> right : rows.of(inspection.rights())) {
            add(direct, right.get(0), right.get(1));
        }
        Map<String, Set<String>> granted = new HashMap<>();
        for (List<String> role : rows.of(inspection.roles())) {
            add(granted, grantee(role.get(0), role.get(1)), grantee(role.get(2), role.get(3)));
        }
        List<List<String>> accounts = rows.of(inspection.accounts());
        for (List<String> account : accounts) {
            String ask = isRole(account) ? inspection.roleRights(account.get(0)) : "";
            if (!ask.isEmpty()) {
                String role = grantee(account.get(0), account.get(1));
                for (List<String> grant : rows.of(ask)) {
                    direct.computeIfAbsent(role, any -> new HashSet<>())
                            .addAll(Inspection.globalRights(grant.get(0), inspection.everything())
                                    .collect(Collectors.toSet()));
                }
            }
        }
        Roles roles = new Roles(direct, granted);
        List<AccountFacts> read = new ArrayList<>();
        for (List<String> account : accounts) {
            if (!isRole(account)) {
                String user = account.get(0);
                String host = account.get(1);
                read.add(
                        new AccountFacts(user, host, account.get(2).equals("Y"), roles.effective(grantee(user, host))));
            }
        }
        return read;
    }

    private static boolean isRole(List<String> account) {
        return account.get(3).equals("Y");
    }

    private static void add(Map<String, Set<String>> to, String key, String value) {
        to.computeIfAbsent(key, any -> new HashSet<>()).add(value);
    }

    /** As information_schema writes it. */
    private static String grantee(String user, String host) {
        return "'" + user + "'@'" + host + "'";
    }
}

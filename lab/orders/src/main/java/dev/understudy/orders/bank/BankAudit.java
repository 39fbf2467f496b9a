package dev.understudy.orders.bank;

import dev.understudy.orders.bank.BankLog.Outcome;
import dev.understudy.orders.bank.BankLog.Transfer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a server holds, against what the clients were told. */
public final class BankAudit {

    private static final int EXAMPLES = 5;

    private BankAudit() {}

    /**
     * What a server holds of one transfer.
     *
     * @param movements its rows
     * @param sum of their amounts; a whole transfer's is 0
     * @param writer the server that took it; of several the first
     */
    record Held(int movements, long sum, long writer) {}

    /**
     * What was found; a promise that was kept has no line here.
     *
     * @param lost acknowledged transfers that are missing, or not there whole
     * @param duplicated transfers that are there more than once
     * @param wrong each thing that is not as it should be, for a person; of many alike the first
     */
    public record Result(long lost, long duplicated, List<String> wrong) {}

    /** Looks at one round on a server that has all of it. */
    public static Result audit(BankLog log, Connection server) throws SQLException {
        Result result = compare(log, held(log.round(), server));
        List<String> wrong = new ArrayList<>(result.wrong());
        long total = number(server, "SELECT SUM(balance) FROM shop.account");
        long expected = BankSchema.OPENING_BALANCE * BankSchema.ACCOUNTS;
        if (total != expected) {
            wrong.add("the accounts hold " + total + " together, not " + expected);
        }
        return new Result(result.lost(), result.duplicated(), wrong);
    }

    static Result compare(BankLog log, Map<Long, Held> held) {
        List<Long> lost = new ArrayList<>();
        List<Long> duplicated = new ArrayList<>();
        List<Long> torn = new ArrayList<>();
        List<Long> unexpected = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        for (Transfer transfer : log.transfers()) {
            known.add(transfer.id());
            int rows = held.getOrDefault(transfer.id(), new Held(0, 0, 0)).movements();
            if (rows > transfer.movements()) {
                duplicated.add(transfer.id());
            } else if (rows < transfer.movements() && transfer.outcome() == Outcome.ACKNOWLEDGED) {
                lost.add(transfer.id());
            } else if (rows > 0 && rows < transfer.movements()) {
                torn.add(transfer.id());
            }
            if (rows > 0 && transfer.outcome() == Outcome.NEVER_SENT) {
                unexpected.add(transfer.id());
            }
        }
        held.forEach((id, rows) -> {
            if (rows.sum() != 0) {
                torn.add(id);
            }
            if (!known.contains(id)) {
                unexpected.add(id);
            }
        });
        List<String> wrong = new ArrayList<>();
        note(wrong, "lost, though acknowledged", lost);
        note(wrong, "there more than once", duplicated);
        note(wrong, "there in part", torn);
        note(wrong, "there, though nobody committed it", unexpected);
        wrong.addAll(twoWriters(log, held));
        return new Result(lost.size(), duplicated.size(), wrong);
    }

    /** A server took a COMMIT, and answered it, that was sent after another one had begun to answer: both were writers. */
    private static List<String> twoWriters(BankLog log, Map<Long, Held> held) {
        Map<Long, Long> firstAnswer = new HashMap<>();
        List<Transfer> acknowledged = log.transfers().stream()
                .filter(transfer -> transfer.outcome() == Outcome.ACKNOWLEDGED && held.containsKey(transfer.id()))
                .sorted(Comparator.comparingLong(Transfer::endNanos))
                .toList();
        acknowledged.forEach(transfer -> firstAnswer.putIfAbsent(writer(held, transfer), transfer.endNanos()));
        List<String> wrong = new ArrayList<>();
        for (Transfer transfer : acknowledged) {
            long writer = writer(held, transfer);
            firstAnswer.forEach((other, began) -> {
                if (other != writer
                        && began > firstAnswer.getOrDefault(writer, began)
                        && transfer.commitNanos() > began
                        && wrong.size() < EXAMPLES) {
                    wrong.add("two writers: server " + writer + " acknowledged transfer " + transfer.id()
                            + " after server " + other + " had begun to");
                }
            });
        }
        return wrong;
    }

    private static long writer(Map<Long, Held> held, Transfer transfer) {
        Held rows = held.get(transfer.id());
        return rows == null ? 0 : rows.writer();
    }

    private static void note(List<String> wrong, String what, List<Long> ids) {
        if (!ids.isEmpty()) {
            wrong.add(ids.size() + " transfers " + what + ": "
                    + ids.stream().limit(EXAMPLES).toList() + (ids.size() > EXAMPLES ? " ..." : ""));
        }
    }

    private static Map<Long, Held> held(int round, Connection server) throws SQLException {
        Map<Long, Held> held = new HashMap<>();
        try (Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery("SELECT transfer, COUNT(*), SUM(amount), MIN(writer) FROM "
                        + BankSchema.table(round) + " GROUP BY transfer")) {
            while (row.next()) {
                held.put(row.getLong(1), new Held(row.getInt(2), row.getLong(3), row.getLong(4)));
            }
        }
        return held;
    }

    private static long number(Connection server, String query) throws SQLException {
        try (Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

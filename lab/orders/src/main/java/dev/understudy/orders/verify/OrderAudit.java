package dev.understudy.orders.verify;

import dev.understudy.orders.load.OrderLog;
import dev.understudy.orders.load.OrderLog.Entry;
import dev.understudy.orders.load.OrderLog.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every acknowledged order must stand in all three tables, once. */
public final class OrderAudit {

    private static final List<String> TABLES = List.of("orders", "order_lines", "stock_movements");
    private static final int EXAMPLES = 10;

    private OrderAudit() {}

    /**
     * What was found.
     *
     * @param lost acknowledged, and missing in at least one table
     * @param duplicated orders that stand in a table more than once
     * @param examples some of both, with the table
     */
    public record Result(
            long acknowledged, long lost, long duplicated, long rejected, long unknown, List<String> examples) {}

    /** Compares the log with what a server holds. */
    public static Result audit(OrderLog log, Connection server) throws SQLException {
        Map<String, Map<String, Integer>> held = new HashMap<>();
        for (String table : TABLES) {
            held.put(table, counts(server, table));
        }
        return compare(log, held);
    }

    /**
     * @param held how often each order stands in each table
     */
    static Result compare(OrderLog log, Map<String, Map<String, Integer>> held) {
        long lost = 0;
        long duplicated = 0;
        List<String> examples = new ArrayList<>();
        for (Entry entry : log.entries()) {
            boolean missing = false;
            boolean twice = false;
            for (String table : TABLES) {
                int times = held.getOrDefault(table, Map.of()).getOrDefault(entry.id(), 0);
                if (times == 0 && entry.outcome() == Outcome.ACKNOWLEDGED) {
                    missing = true;
                    example(
                            examples,
                            entry.id() + " is missing in " + table + " (acknowledged at " + entry.doneWallMillis()
                                    + ", attempts " + entry.attempts() + ")");
                }
                if (times > 1) {
                    twice = true;
                    example(examples, entry.id() + " stands in " + table + " " + times + " times");
                }
            }
            lost += missing ? 1 : 0;
            duplicated += twice ? 1 : 0;
        }
        return new Result(
                count(log, Outcome.ACKNOWLEDGED),
                lost,
                duplicated,
                count(log, Outcome.REJECTED),
                count(log, Outcome.UNKNOWN),
                examples);
    }

    private static void example(List<String> examples, String text) {
        if (examples.size() < EXAMPLES) {
            examples.add(text);
        }
    }

    private static long count(OrderLog log, Outcome outcome) {
        return log.entries().stream()
                .filter(entry -> entry.outcome() == outcome)
                .count();
    }

    private static Map<String, Integer> counts(Connection server, String table) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        try (Statement statement = server.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT order_id, COUNT(*) FROM shop." + table + " GROUP BY order_id")) {
            while (row.next()) {
                counts.put(row.getString(1), row.getInt(2));
            }
        }
        return counts;
    }
}

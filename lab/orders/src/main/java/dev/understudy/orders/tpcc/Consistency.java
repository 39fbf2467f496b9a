package dev.understudy.orders.tpcc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The standard's consistency conditions 1 to 4. Each is a query for what breaks it. */
public final class Consistency {

    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put(
                "1: a warehouse has what its districts have",
                "SELECT w_id FROM warehouse WHERE w_ytd <> (SELECT SUM(d_ytd) FROM district WHERE d_w_id = w_id)");
        BROKEN.put(
                "2: a district's next number follows its last order, and its last new order",
                "SELECT d_w_id, d_id FROM district WHERE d_next_o_id - 1 <> (SELECT MAX(o_id) FROM orders WHERE o_w_id = d_w_id"
                        + " AND o_d_id = d_id) OR d_next_o_id - 1 <> COALESCE((SELECT MAX(no_o_id) FROM new_order"
                        + " WHERE no_w_id = d_w_id AND no_d_id = d_id), d_next_o_id - 1)");
        BROKEN.put(
                "3: the new orders of a district have no gap",
                "SELECT no_w_id, no_d_id FROM new_order GROUP BY no_w_id, no_d_id"
                        + " HAVING MAX(no_o_id) - MIN(no_o_id) + 1 <> COUNT(*)");
        BROKEN.put(
                "4: a district's orders have as many lines as they say",
                "SELECT d_w_id, d_id FROM district WHERE COALESCE((SELECT SUM(o_ol_cnt) FROM orders WHERE o_w_id = d_w_id"
                        + " AND o_d_id = d_id), 0) <> (SELECT COUNT(*) FROM order_line WHERE ol_w_id = d_w_id AND ol_d_id = d_id)");
    }

    private Consistency() {}

    /**
     * Looks at one instant.
     *
     * @param connection in the schema; its transaction is ended
     * @return the conditions that do not hold
     */
    public static List<String> broken(Connection connection) throws SQLException {
        List<String> broken = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            for (Map.Entry<String, String> condition : BROKEN.entrySet()) {
                try (ResultSet row = statement.executeQuery(condition.getValue())) {
                    if (row.next()) {
                        broken.add(condition.getKey() + " (first at " + row.getString(1) + ")");
                    }
                }
            }
            statement.execute("COMMIT");
        }
        return broken;
    }
}

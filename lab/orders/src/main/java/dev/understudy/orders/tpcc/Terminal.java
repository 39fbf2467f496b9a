package dev.understudy.orders.tpcc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;

/** The five transactions, drawn in the standard's shares. One thread; the connection commits by hand. */
final class Terminal {

    /** An order that a commit was acknowledged for. */
    record Placed(int warehouse, int district, int order, int customer, int lines) {}

    private final Connection connection;
    private final Random random;
    private final int warehouses;

    Terminal(Connection connection, Random random, int warehouses) {
        this.connection = connection;
        this.random = random;
        this.warehouses = warehouses;
    }

    /**
     * Carries out one.
     *
     * @return the order that was placed; empty for the other four
     */
    Optional<Placed> next() throws SQLException {
        int drawn = random.nextInt(100);
        int w = 1 + random.nextInt(warehouses);
        int d = 1 + random.nextInt(TpccSchema.DISTRICTS);
        int c = 1 + random.nextInt(TpccSchema.CUSTOMERS);
        Optional<Placed> placed = Optional.empty();
        if (drawn < 45) {
            placed = newOrder(w, d, c);
        } else if (drawn < 88) {
            payment(w, d, c);
        } else if (drawn < 92) {
            orderStatus(w, d, c);
        } else if (drawn < 96) {
            delivery(w);
        } else {
            stockLevel(w, d);
        }
        connection.commit();
        return placed;
    }

    private Optional<Placed> newOrder(int w, int d, int c) throws SQLException {
        int order = number("SELECT d_next_o_id FROM district WHERE d_w_id = ? AND d_id = ? FOR UPDATE", w, d);
        int lines = 5 + random.nextInt(11);
        change("UPDATE district SET d_next_o_id = d_next_o_id + 1 WHERE d_w_id = ? AND d_id = ?", w, d);
        change("INSERT INTO orders VALUES (?, ?, ?, ?, NOW(6), NULL, ?)", w, d, order, c, lines);
        change("INSERT INTO new_order VALUES (?, ?, ?)", w, d, order);
        for (int line = 1; line <= lines; line++) {
            // In the items' order, so that terminals do not wait for one another in a circle.
            int item = 1 + (line - 1) * TpccSchema.ITEMS / lines + random.nextInt(TpccSchema.ITEMS / lines);
            int quantity = 1 + random.nextInt(10);
            change(
                    "UPDATE stock SET s_quantity = IF(s_quantity >= ? + 10, s_quantity - ?, s_quantity - ? + 91),"
                            + " s_ytd = s_ytd + ?, s_order_cnt = s_order_cnt + 1 WHERE s_w_id = ? AND s_i_id = ?",
                    quantity,
                    quantity,
                    quantity,
                    quantity,
                    w,
                    item);
            change(
                    "INSERT INTO order_line SELECT ?, ?, ?, ?, i_id, NULL, ?, ? * i_price FROM item WHERE i_id = ?",
                    w,
                    d,
                    order,
                    line,
                    quantity,
                    quantity,
                    item);
        }
        if (random.nextInt(100) == 0) {
            // An item that is not there: the standard has one order in a hundred rolled back.
            connection.rollback();
            return Optional.empty();
        }
        return Optional.of(new Placed(w, d, order, c, lines));
    }

    private void payment(int w, int d, int c) throws SQLException {
        int amount = 1 + random.nextInt(5_000);
        change("UPDATE warehouse SET w_ytd = w_ytd + ? WHERE w_id = ?", amount, w);
        change("UPDATE district SET d_ytd = d_ytd + ? WHERE d_w_id = ? AND d_id = ?", amount, w, d);
        change(
                "UPDATE customer SET c_balance = c_balance - ?, c_ytd_payment = c_ytd_payment + ?, c_payment_cnt = c_payment_cnt + 1,"
                        + " c_data = IF(c_credit = 'BC', LEFT(CONCAT(c_id, '-', c_d_id, '|', c_data), 500), c_data)"
                        + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                amount,
                amount,
                w,
                d,
                c);
        change("INSERT INTO history VALUES (?, ?, ?, ?, ?, NOW(6), ?)", w, d, c, d, w, amount);
    }

    private void orderStatus(int w, int d, int c) throws SQLException {
        int order = number("SELECT MAX(o_id) FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_c_id = ?", w, d, c);
        number("SELECT COUNT(*) FROM order_line WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?", w, d, order);
    }

    private void delivery(int w) throws SQLException {
        for (int d = 1; d <= TpccSchema.DISTRICTS; d++) {
            int order = number(
                    "SELECT COALESCE((SELECT no_o_id FROM new_order WHERE no_w_id = ? AND no_d_id = ? ORDER BY no_o_id"
                            + " LIMIT 1 FOR UPDATE), 0)",
                    w,
                    d);
            if (order == 0
                    || change("DELETE FROM new_order WHERE no_w_id = ? AND no_d_id = ? AND no_o_id = ?", w, d, order)
                            == 0) {
                continue;
            }
            int customer =
                    number("SELECT o_c_id FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?", w, d, order);
            change(
                    "UPDATE orders SET o_carrier_id = ? WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?",
                    1 + random.nextInt(10),
                    w,
                    d,
                    order);
            change(
                    "UPDATE order_line SET ol_delivery_d = NOW(6) WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?",
                    w,
                    d,
                    order);
            change(
                    "UPDATE customer SET c_balance = c_balance + (SELECT SUM(ol_amount) FROM order_line WHERE ol_w_id = ?"
                            + " AND ol_d_id = ? AND ol_o_id = ?), c_delivery_cnt = c_delivery_cnt + 1"
                            + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                    w,
                    d,
                    order,
                    w,
                    d,
                    customer);
        }
    }

    private void stockLevel(int w, int d) throws SQLException {
        int next = number("SELECT d_next_o_id FROM district WHERE d_w_id = ? AND d_id = ?", w, d);
        number(
                "SELECT COUNT(DISTINCT s_i_id) FROM order_line JOIN stock ON s_w_id = ol_w_id AND s_i_id = ol_i_id"
                        + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id < ? AND ol_o_id >= ? - 20 AND s_quantity < 15",
                w,
                d,
                next,
                next);
    }

    private int number(String sql, int... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private int change(String sql, int... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, int... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setInt(i + 1, parameters[i]);
        }
        return statement;
    }
}

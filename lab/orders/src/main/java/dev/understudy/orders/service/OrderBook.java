package dev.understudy.orders.service;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Places orders: three tables, one transaction. A failure before COMMIT was sent is tried again on another connection,
 * since nothing of it can have happened; a COMMIT without an answer is never repeated here. Thread-safe.
 */
final class OrderBook implements AutoCloseable {

    /** How an order ended. */
    enum Placed {
        PLACED,
        /** Asked for again, and there already. */
        THERE_ALREADY,
        /** COMMIT was sent, and no answer came. */
        UNKNOWN,
        REJECTED
    }

    private static final long AGAIN_MILLIS = 20;

    private final HikariDataSource writer;
    private final DataSource reader;
    private final String instance;
    private final long patienceNanos;

    OrderBook(HikariDataSource writer, DataSource reader, String instance, long patienceNanos) {
        this.writer = writer;
        this.reader = reader;
        this.instance = instance;
        this.patienceNanos = patienceNanos;
    }

    /** Whether the writer answers. */
    boolean answers() {
        try (Connection connection = writer.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Places it unless it is there already. A customer may ask again while the first attempt still waits for a connection,
     * here or at another instance: attempts at one id take turns, and each looks first.
     */
    Placed place(Order order) throws InterruptedException {
        long deadline = System.nanoTime() + patienceNanos;
        while (true) {
            boolean committing = false;
            try (Connection connection = writer.getConnection()) {
                try {
                    connection.setAutoCommit(false);
                    takeTurn(connection, order.id());
                    boolean there = present(connection, order.id());
                    if (!there) {
                        insert(connection, order);
                        committing = true;
                        connection.commit();
                    }
                    endTurn(connection, order.id());
                    return there ? Placed.THERE_ALREADY : Placed.PLACED;
                } catch (SQLException e) {
                    writer.evictConnection(connection);
                    if (committing) {
                        return Placed.UNKNOWN;
                    }
                }
            } catch (SQLException e) {
                if (committing) {
                    return Placed.UNKNOWN;
                }
            }
            if (System.nanoTime() > deadline) {
                return Placed.REJECTED;
            }
            Thread.sleep(AGAIN_MILLIS);
        }
    }

    boolean read(String id) throws SQLException {
        try (Connection connection = reader.getConnection()) {
            return count(connection, "SELECT COUNT(*) FROM orders WHERE order_id = ?", id) > 0;
        }
    }

    @Override
    public void close() throws Exception {
        writer.close();
        if (reader instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /** Ends with the session, whatever happens to it. */
    private static void takeTurn(Connection connection, String id) throws SQLException {
        if (count(connection, "SELECT GET_LOCK(?, 5)", id) != 1) {
            throw new SQLException("another attempt at order " + id + " is under way");
        }
    }

    private void endTurn(Connection connection, String id) {
        try {
            count(connection, "SELECT RELEASE_LOCK(?)", id);
            connection.rollback();
        } catch (SQLException e) {
            // The order stands; the lock goes with the session.
            writer.evictConnection(connection);
        }
    }

    private static boolean present(Connection connection, String id) throws SQLException {
        return count(connection, "SELECT COUNT(*) FROM orders WHERE order_id = ?", id) > 0;
    }

    private static long count(Connection connection, String query, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void insert(Connection connection, Order order) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO orders (order_id, instance, placed_at_ms) VALUES (?, ?, ?)")) {
            statement.setString(1, order.id());
            statement.setString(2, instance);
            statement.setLong(3, System.currentTimeMillis());
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO order_lines (order_id, sku, quantity) VALUES (?, ?, ?)")) {
            statement.setString(1, order.id());
            statement.setString(2, order.sku());
            statement.setInt(3, order.quantity());
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO stock_movements (order_id, sku, taken) VALUES (?, ?, ?)")) {
            statement.setString(1, order.id());
            statement.setString(2, order.sku());
            statement.setInt(3, order.quantity());
            statement.executeUpdate();
        }
    }
}

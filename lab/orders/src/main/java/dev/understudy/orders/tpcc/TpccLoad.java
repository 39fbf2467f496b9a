package dev.understudy.orders.tpcc;

import dev.understudy.orders.tpcc.Terminal.Placed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Terminals side by side, that connect again where their connection ends. Thread-safe. */
public final class TpccLoad implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    /** Opens a connection in the tables' schema. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    private final Opening opening;
    private final int warehouses;
    private final List<Thread> terminals = new ArrayList<>();
    private final Queue<Placed> placed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean ended;

    private TpccLoad(Opening opening, int warehouses) {
        this.opening = opening;
        this.warehouses = warehouses;
    }

    public static TpccLoad start(Opening opening, int warehouses, int terminals, long seed) {
        TpccLoad load = new TpccLoad(opening, warehouses);
        for (int i = 0; i < terminals; i++) {
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> load.work(random), "terminal-" + i);
            load.terminals.add(thread);
            thread.start();
        }
        return load;
    }

    /** How many transactions were acknowledged. */
    public int committed() {
        return committed.get();
    }

    /** How many ended with an error: refused, or of an outcome that nobody knows. */
    public int failed() {
        return failed.get();
    }

    /** How many orders were acknowledged. */
    public int placed() {
        return placed.size();
    }

    private void work(Random random) {
        while (!ended) {
            try (Connection connection = opening.open()) {
                connection.setAutoCommit(false);
                Terminal terminal = new Terminal(connection, random, warehouses);
                while (!ended) {
                    one(connection, terminal);
                }
            } catch (SQLException e) {
                failed.incrementAndGet();
                pause();
            }
        }
    }

    private void one(Connection connection, Terminal terminal) throws SQLException {
        try {
            Optional<Placed> order = terminal.next();
            committed.incrementAndGet();
            order.ifPresent(placed::add);
        } catch (SQLException e) {
            failed.incrementAndGet();
            connection.rollback();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The acknowledged orders that a server does not hold as they were placed. */
    public List<String> lost(Connection connection) throws SQLException {
        List<String> lost = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT (SELECT COUNT(*) FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_id = ? AND o_c_id = ? AND o_ol_cnt = ?),"
                        + " (SELECT COUNT(*) FROM order_line WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?)")) {
            for (Placed order : placed) {
                int[] parameters = {
                    order.warehouse(),
                    order.district(),
                    order.order(),
                    order.customer(),
                    order.lines(),
                    order.warehouse(),
                    order.district(),
                    order.order()
                };
                for (int i = 0; i < parameters.length; i++) {
                    select.setInt(i + 1, parameters[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getInt(1) != 1 || row.getInt(2) != order.lines()) {
                        lost.add(order.toString());
                    }
                }
            }
        }
        return lost;
    }

    /** Ends the terminals after the transaction that each is in. Idempotent. */
    @Override
    public void close() {
        ended = true;
        for (Thread terminal : terminals) {
            try {
                terminal.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

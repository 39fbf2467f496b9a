package dev.understudy.orders.tpcc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The nine tables, and their first rows. */
public final class TpccSchema {

    static final int DISTRICTS = 10;
    static final int CUSTOMERS = 30;
    static final int ITEMS = 100;
    /** Of each district's first orders these many are still to be delivered. */
    static final int UNDELIVERED = 9;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE warehouse (w_id INT PRIMARY KEY, w_name VARCHAR(10) NOT NULL, w_tax DECIMAL(4,4) NOT NULL,"
                    + " w_ytd DECIMAL(12,2) NOT NULL)",
            "CREATE TABLE district (d_w_id INT, d_id INT, d_name VARCHAR(10) NOT NULL, d_tax DECIMAL(4,4) NOT NULL,"
                    + " d_ytd DECIMAL(12,2) NOT NULL, d_next_o_id INT NOT NULL, PRIMARY KEY (d_w_id, d_id),"
                    + " FOREIGN KEY (d_w_id) REFERENCES warehouse (w_id))",
            "CREATE TABLE customer (c_w_id INT, c_d_id INT, c_id INT, c_last VARCHAR(16) NOT NULL, c_credit CHAR(2) NOT NULL,"
                    + " c_balance DECIMAL(12,2) NOT NULL, c_ytd_payment DECIMAL(12,2) NOT NULL, c_payment_cnt INT NOT NULL,"
                    + " c_delivery_cnt INT NOT NULL, c_data VARCHAR(500) NOT NULL, PRIMARY KEY (c_w_id, c_d_id, c_id),"
                    + " KEY c_by_name (c_w_id, c_d_id, c_last),"
                    + " FOREIGN KEY (c_w_id, c_d_id) REFERENCES district (d_w_id, d_id))",
            // Without a key, as the standard has it.
            "CREATE TABLE history (h_c_w_id INT, h_c_d_id INT, h_c_id INT, h_d_id INT, h_w_id INT, h_date DATETIME(6) NOT NULL,"
                    + " h_amount DECIMAL(6,2) NOT NULL, KEY h_of_customer (h_c_w_id, h_c_d_id, h_c_id),"
                    + " FOREIGN KEY (h_c_w_id, h_c_d_id, h_c_id) REFERENCES customer (c_w_id, c_d_id, c_id))",
            "CREATE TABLE item (i_id INT PRIMARY KEY, i_name VARCHAR(24) NOT NULL, i_price DECIMAL(5,2) NOT NULL)",
            "CREATE TABLE stock (s_w_id INT, s_i_id INT, s_quantity INT NOT NULL, s_ytd INT NOT NULL, s_order_cnt INT NOT NULL,"
                    + " PRIMARY KEY (s_w_id, s_i_id), KEY s_of_item (s_i_id),"
                    + " FOREIGN KEY (s_w_id) REFERENCES warehouse (w_id), FOREIGN KEY (s_i_id) REFERENCES item (i_id))",
            "CREATE TABLE orders (o_w_id INT, o_d_id INT, o_id INT, o_c_id INT NOT NULL, o_entry_d DATETIME(6) NOT NULL,"
                    + " o_carrier_id INT NULL, o_ol_cnt INT NOT NULL, PRIMARY KEY (o_w_id, o_d_id, o_id),"
                    + " KEY o_of_customer (o_w_id, o_d_id, o_c_id),"
                    + " FOREIGN KEY (o_w_id, o_d_id, o_c_id) REFERENCES customer (c_w_id, c_d_id, c_id))",
            "CREATE TABLE new_order (no_w_id INT, no_d_id INT, no_o_id INT, PRIMARY KEY (no_w_id, no_d_id, no_o_id),"
                    + " FOREIGN KEY (no_w_id, no_d_id, no_o_id) REFERENCES orders (o_w_id, o_d_id, o_id))",
            "CREATE TABLE order_line (ol_w_id INT, ol_d_id INT, ol_o_id INT, ol_number INT, ol_i_id INT NOT NULL,"
                    + " ol_delivery_d DATETIME(6) NULL, ol_quantity INT NOT NULL, ol_amount DECIMAL(8,2) NOT NULL,"
                    + " PRIMARY KEY (ol_w_id, ol_d_id, ol_o_id, ol_number),"
                    + " FOREIGN KEY (ol_w_id, ol_d_id, ol_o_id) REFERENCES orders (o_w_id, o_d_id, o_id),"
                    + " FOREIGN KEY (ol_w_id, ol_i_id) REFERENCES stock (s_w_id, s_i_id))");

    private TpccSchema() {}

    /**
     * Makes and fills the tables in the connection's schema.
     *
     * @param warehouses at least 1
     */
    public static void create(Connection connection, int warehouses) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            connection.setAutoCommit(false);
            for (int item = 1; item <= ITEMS; item++) {
                statement.execute(
                        "INSERT INTO item VALUES (" + item + ", 'item " + item + "', " + (item % 90 + 1) + ".50)");
            }
            for (int w = 1; w <= warehouses; w++) {
                warehouse(statement, w);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void warehouse(Statement statement, int w) throws SQLException {
        int each = CUSTOMERS * 10;
        statement.execute("INSERT INTO warehouse VALUES (" + w + ", 'w" + w + "', 0.1, " + DISTRICTS * each + ")");
        for (int item = 1; item <= ITEMS; item++) {
            statement.execute("INSERT INTO stock VALUES (" + w + ", " + item + ", " + (item % 91 + 10) + ", 0, 0)");
        }
        for (int d = 1; d <= DISTRICTS; d++) {
            statement.execute("INSERT INTO district VALUES (" + w + ", " + d + ", 'd" + d + "', 0.1, " + each + ", "
                    + (CUSTOMERS + 1) + ")");
            for (int c = 1; c <= CUSTOMERS; c++) {
                String key = w + ", " + d + ", " + c;
                statement.execute("INSERT INTO customer VALUES (" + key + ", 'NAME" + c % 10 + "', '"
                        + (c % 10 == 0 ? "BC" : "GC") + "', -10, 10, 1, 0, 'first')");
                statement.execute("INSERT INTO history VALUES (" + key + ", " + d + ", " + w + ", NOW(6), 10)");
                order(statement, w, d, c);
            }
        }
    }

    private static void order(Statement statement, int w, int d, int o) throws SQLException {
        boolean delivered = o <= CUSTOMERS - UNDELIVERED;
        String key = w + ", " + d + ", " + o;
        statement.execute(
                "INSERT INTO orders VALUES (" + key + ", " + o + ", NOW(6), " + (delivered ? "1" : "NULL") + ", 5)");
        for (int line = 1; line <= 5; line++) {
            statement.execute("INSERT INTO order_line VALUES (" + key + ", " + line + ", "
                    + ((o * 7 + line) % ITEMS + 1) + ", " + (delivered ? "NOW(6)" : "NULL") + ", 5, 0)");
        }
        if (!delivered) {
            statement.execute("INSERT INTO new_order VALUES (" + key + ")");
        }
    }
}

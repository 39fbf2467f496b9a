package dev.understudy.orders.bank;

import java.util.ArrayList;
import java.util.List;

/**
 * Accounts, and for each round of a drill a table of the movements on them. A transfer's id has an index there and no unique key: that it
 * stands there once is to be seen, not forced.
 */
public final class BankSchema {

    /** How many accounts there are, numbered from 0. */
    public static final int ACCOUNTS = 64;

    /** What each holds in the beginning. */
    static final long OPENING_BALANCE = 1_000_000;

    private BankSchema() {}

    /** The accounts, on MySQL and MariaDB alike. */
    public static List<String> statements() {
        List<String> rows = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            rows.add("(" + account + ", " + OPENING_BALANCE + ")");
        }
        return List.of(
                "CREATE TABLE shop.account (id INT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)",
                "INSERT INTO shop.account VALUES " + String.join(", ", rows));
    }

    /** The movements of one round; {@code writer} is the id of the server that took the statement. */
    public static String movements(int round) {
        return "CREATE TABLE " + table(round)
                + " (n BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, transfer BIGINT NOT NULL,"
                + " account INT NOT NULL, amount BIGINT NOT NULL, writer BIGINT NOT NULL, KEY by_transfer (transfer))";
    }

    /** Forgets a round. */
    public static String forget(int round) {
        return "DROP TABLE IF EXISTS " + table(round);
    }

    static String table(int round) {
        return "shop.movement_" + round;
    }
}

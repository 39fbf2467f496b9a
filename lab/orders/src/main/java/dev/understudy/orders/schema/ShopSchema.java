package dev.understudy.orders.schema;

import java.util.List;

/**
 * The shop's tables. The order's id has an index in each and a unique key in none: that an order stands there once is to be
 * seen, not forced.
 */
public final class ShopSchema {

    private ShopSchema() {}

    /** What makes them, on MySQL and MariaDB alike. */
    public static List<String> statements() {
        return List.of(
                "CREATE DATABASE shop CHARACTER SET utf8mb4",
                "CREATE TABLE shop.orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id VARCHAR(64) NOT NULL,"
                        + " instance VARCHAR(64) NOT NULL, placed_at_ms BIGINT NOT NULL, KEY by_order (order_id))",
                "CREATE TABLE shop.order_lines (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                        + " order_id VARCHAR(64) NOT NULL, sku VARCHAR(64) NOT NULL, quantity INT NOT NULL,"
                        + " KEY by_order (order_id))",
                "CREATE TABLE shop.stock_movements (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                        + " order_id VARCHAR(64) NOT NULL, sku VARCHAR(64) NOT NULL, taken INT NOT NULL,"
                        + " KEY by_order (order_id))");
    }
}

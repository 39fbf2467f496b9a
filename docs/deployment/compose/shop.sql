-- The example's tables, as lab/orders makes them (a test compares the two).
CREATE DATABASE shop CHARACTER SET utf8mb4;
CREATE TABLE shop.orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id VARCHAR(64) NOT NULL, instance VARCHAR(64) NOT NULL, placed_at_ms BIGINT NOT NULL, KEY by_order (order_id));
CREATE TABLE shop.order_lines (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id VARCHAR(64) NOT NULL, sku VARCHAR(64) NOT NULL, quantity INT NOT NULL, KEY by_order (order_id));
CREATE TABLE shop.stock_movements (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id VARCHAR(64) NOT NULL, sku VARCHAR(64) NOT NULL, taken INT NOT NULL, KEY by_order (order_id));

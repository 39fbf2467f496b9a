package dev.understudy.orders.service;

/**
 * What a customer orders.
 *
 * @param id chosen by the customer's side, so that the same order can be asked for again
 * @param quantity 1 to 1000
 */
public record Order(String id, String sku, int quantity) {

    public Order {
        if (id == null || id.isBlank() || id.length() > 64) {
            throw new IllegalArgumentException("id is 1 to 64 characters");
        }
        if (sku == null || sku.isBlank() || sku.length() > 64) {
            throw new IllegalArgumentException("sku is 1 to 64 characters");
        }
        if (quantity < 1 || quantity > 1000) {
            throw new IllegalArgumentException("quantity is 1 to 1000");
        }
    }
}

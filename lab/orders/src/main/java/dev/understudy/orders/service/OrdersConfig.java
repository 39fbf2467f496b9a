package dev.understudy.orders.service;

import dev.understudy.events.Address;
import dev.understudy.runtime.HttpConfig;
import dev.understudy.runtime.config.Account;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code orders}.
 *
 * @param http where the instance answers
 * @param jdbcWrite the router's port for the writer
 * @param jdbcRead the router's port for the readers
 * @param account the shop's account
 * @param poolSize connections to the writer; 8 if not given
 */
public record OrdersConfig(
        HttpConfig http,
        Address jdbcWrite,
        Address jdbcRead,
        Account account,
        @Nullable Integer poolSize) {

    public OrdersConfig {
        if (http == null || jdbcWrite == null || jdbcRead == null || account == null) {
            throw new IllegalArgumentException("needs http, jdbcWrite, jdbcRead and account");
        }
        poolSize = poolSize == null ? 8 : poolSize;
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize is at least 1");
        }
    }
}

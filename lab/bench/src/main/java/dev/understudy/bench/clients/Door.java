package dev.understudy.bench.clients;

import dev.understudy.events.Address;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where clients come in, and what they write there.
 *
 * @param router the write port
 * @param user the shop's account
 * @param ids the next transaction's; each is used once
 * @param folder for what their programs need and say
 */
record Door(String engine, Address router, String user, String password, AtomicLong ids, Path folder) {

    /** No unique key, so that one which comes twice is seen. */
    static final String TABLE =
            "CREATE TABLE shop.client_mark (seq BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL, KEY (id))";

    static final String FOUND = "SELECT id FROM shop.client_mark";

    /** The one statement of a transaction, but for its id and what follows it. */
    static final String INSERT = "INSERT INTO shop.client_mark (id) VALUES (";

    @Override
    public String toString() {
        return router.toString();
    }
}

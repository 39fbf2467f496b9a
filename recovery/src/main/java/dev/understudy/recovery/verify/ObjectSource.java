package dev.understudy.recovery.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Objects of one kind, as text that is the same on two servers where the objects are. */
@FunctionalInterface
public interface ObjectSource {

    /**
     * Reads all of a server's.
     *
     * @return each definition by the object's name, such as {@code view shop.open_orders}
     */
    Map<String, String> read(Connection connection) throws SQLException;
}

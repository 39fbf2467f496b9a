package dev.understudy.recovery.replay;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A server of which nothing is known but its row in {@code understudy.epoch}.
 *
 * @param errorCode what a SELECT fails with; 0 to answer
 */
record EpochRow(long term, String owner, String writer, long epoch, int errorCode) {

    Connection connection() {
        return fake(Connection.class, "prepareStatement", this::statement);
    }

    private Object statement() {
        return fake(PreparedStatement.class, "executeQuery", () -> {
            if (errorCode != 0) {
                throw new SQLException("no such table", "42S02", errorCode);
            }
            return rows();
        });
    }

    private Object rows() {
        return Proxy.newProxyInstance(
                EpochRow.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "next" -> true;
                    case "getLong" -> arguments[0].equals(1) ? term : epoch;
                    case "getString" -> arguments[0].equals(2) ? owner : writer;
                    default -> null;
                });
    }

    /** Something that answers a single question. */
    private interface Answer {
        Object get() throws SQLException;
    }

    private static <T> T fake(Class<T> type, String question, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                EpochRow.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals(question) ? answer.get() : null));
    }
}

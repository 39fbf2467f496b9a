package dev.understudy.agent.server;

import java.sql.SQLException;

/** The error numbers that MySQL and MariaDB share, as far as the agent acts on them. */
public final class ServerErrors {

    private static final int DATABASE_ACCESS_DENIED = 1044;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int TABLE_ACCESS_DENIED = 1142;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int OPTION_PREVENTS_STATEMENT = 1290;
    private static final int READ_ONLY_MODE = 1836;

    private ServerErrors() {}

    /** The table is not there yet, or not for this account. */
    public static boolean noSuchTable(SQLException e) {
        return switch (e.getErrorCode()) {
            case DATABASE_ACCESS_DENIED, UNKNOWN_DATABASE, TABLE_ACCESS_DENIED, NO_SUCH_TABLE -> true;
            default -> false;
        };
    }

    /** The server is read-only for this account. */
    public static boolean readOnly(SQLException e) {
        return e.getErrorCode() == OPTION_PREVENTS_STATEMENT || e.getErrorCode() == READ_ONLY_MODE;
    }
}

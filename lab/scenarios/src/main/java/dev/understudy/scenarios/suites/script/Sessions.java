package dev.understudy.scenarios.suites.script;

import java.util.List;
import java.util.Optional;

/** What a file is played on: named sessions of the primary. A statement that is refused is no failure: its history is what counts. */
public interface Sessions {

    /**
     * The rows of a query.
     *
     * @param rows a null value is the text {@code NULL}
     */
    record Answer(List<String> columns, List<List<String>> rows) {

        /** The first row's values with tabs between them; empty where there is none. */
        String firstRow() {
            return rows.isEmpty() ? "" : String.join("\t", rows.get(0));
        }

        /** One value by its column's name and its row's number, from 1. */
        Optional<String> value(String column, int row) {
            for (int i = 0; i < columns.size() && row >= 1 && row <= rows.size(); i++) {
                if (columns.get(i).equalsIgnoreCase(column)) {
                    return Optional.of(rows.get(row - 1).get(i));
                }
            }
            return Optional.empty();
        }
    }

    /** How a session of its own is opened. */
    record Login(String user, String password, String schema) {}

    /** Carries a statement out, and returns when it has ended. */
    void execute(String session, String sql);

    /** Begins a statement. */
    void send(String session, String sql);

    /** Waits for the end of what was sent. */
    void reap(String session);

    /** The first result of a query; without rows where it fails. */
    Answer query(String session, String sql);

    void connect(String session, Login login);

    void disconnect(String session);

    /** The file waits for its replica here: a good moment to look whether the standby is the same. */
    void lookAtStandby();
}

package dev.understudy.recovery.preflight.rules;

import java.util.Map;
import java.util.Optional;

/** Types whose values do not arrive as they are, with the reason. */
final class ColumnTypes {

    /** Seen with Debezium 3.5.0: the parser stops at the word in CREATE TABLE, and with it the connector. */
    private static final String UNREAD = "the connector cannot read the table's definition";

    private static final Map<String, String> TROUBLE = Map.of("inet4", UNREAD, "inet6", UNREAD);

    private ColumnTypes() {}

    /**
     * @param type as the server shows it, lower case: {@code inet6}
     */
    static Optional<String> trouble(String type) {
        return Optional.ofNullable(TROUBLE.get(type.replaceAll("\\(.*", "").strip()));
    }
}

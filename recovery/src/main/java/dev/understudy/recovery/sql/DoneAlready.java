package dev.understudy.recovery.sql;

import java.util.Set;

/**
 * What a statement reports that is carried out a second time, after a crash that left open how far it had come. Only where carrying
 * it out twice is the same as once: whatever else was done is told by the definitions. Pure.
 */
public final class DoneAlready {

    /** No such database, table, routine, trigger, event, column or key, view, sequence. */
    private static final Set<Integer> GONE = Set.of(1008, 1051, 1146, 1305, 1360, 1539, 1091, 4092, 4091);

    /** There already, or gone already; a right that was not granted. */
    private static final Set<Integer> ACCOUNTS = Set.of(1396, 1141, 1147, 1269, 3162);

    private static final int NO_SUCH_TABLE = 1051;

    private static final Set<Integer> TRIGGERS = Set.of(1359, 1360);

    private DoneAlready() {}

    /**
     * @param error the server's number for it
     */
    public static boolean says(StatementKind kind, int error) {
        return (kind.verb().equals("DROP") && GONE.contains(error))
                || (kind.object().equals("TRIGGER") && TRIGGERS.contains(error))
                || (kind.isAboutAccounts() && ACCOUNTS.contains(error));
    }

    /** Whether a table was to go and was not there, while the others that the statement names are gone. */
    public static boolean foundNothing(StatementKind kind, int error) {
        return kind.verb().equals("DROP") && kind.object().equals("TABLE") && error == NO_SUCH_TABLE;
    }

    /** Whether it is carried out again whatever is different: it may have come half the way. */
    public static boolean mayBeHalfDone(StatementKind kind) {
        return kind.verb().equals("DROP");
    }
}

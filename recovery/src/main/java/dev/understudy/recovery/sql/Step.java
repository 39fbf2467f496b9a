package dev.understudy.recovery.sql;

import java.util.List;

/** Something that is sent to a standby in one go. */
public sealed interface Step {

    /**
     * Statements sent as one text.
     *
     * @param text separated by semicolons
     * @param statements what each is expected to do, in the text's order
     */
    record Text(String text, List<Expected> statements) implements Step {

        public Text {
            statements = List.copyOf(statements);
        }
    }

    /** One row whose values are too large for a text. */
    record Large(SqlStatement sql, Expected expected) implements Step {}

    /**
     * @param rows how many rows it must match or make; -1 where it is none that changes rows
     * @param what it does, for a person
     */
    record Expected(int rows, String what) {

        public static final Expected NO_ROWS = new Expected(-1, "");
    }
}

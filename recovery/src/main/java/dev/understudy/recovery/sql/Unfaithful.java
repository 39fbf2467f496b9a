package dev.understudy.recovery.sql;

import dev.understudy.recovery.sql.TableShape.Column;

/** What the log says of a row does not fit to the standby's table: whatever were written would be a guess. */
public final class Unfaithful extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unfaithful(String reason) {
        super(reason);
    }

    /** A value of a form that its column's type does not have. */
    static Unfaithful form(Column column, String value) {
        return new Unfaithful("column " + column.name() + " (" + column.type() + ") came as " + value);
    }
}

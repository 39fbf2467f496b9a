package dev.understudy.recovery.sql;

import java.util.ArrayList;
import java.util.List;

/** Puts statements together to texts of a size that a server likes. Not thread-safe. */
final class StepList {

    private static final int TEXT_SIZE = 2 * 1024 * 1024;
    /** Half of the smallest max_allowed_packet that is usual. */
    private static final int LARGE = 4 * 1024 * 1024;

    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Step.Expected> expected = new ArrayList<>();

    void add(CharSequence sql, Step.Expected what) {
        if (!text.isEmpty()) {
            text.append(";\n");
        }
        text.append(sql);
        expected.add(what);
        if (text.length() >= TEXT_SIZE) {
            endText();
        }
    }

    void add(SqlStatement sql, Step.Expected what) {
        if (sql.lenient()) {
            add(SessionModes.lenient(), Step.Expected.NO_ROWS);
        }
        if (sql.size() >= LARGE) {
            endText();
            steps.add(new Step.Large(sql, what));
        } else {
            add(sql.inlined(), what);
        }
        if (sql.lenient()) {
            add(SessionModes.strict(), Step.Expected.NO_ROWS);
        }
    }

    private void endText() {
        if (!text.isEmpty()) {
            steps.add(new Step.Text(text.toString(), expected));
            text.setLength(0);
            expected.clear();
        }
    }

    List<Step> build() {
        endText();
        return List.copyOf(steps);
    }
}

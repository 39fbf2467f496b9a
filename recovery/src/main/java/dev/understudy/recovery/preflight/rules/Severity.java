package dev.understudy.recovery.preflight.rules;

import java.util.Locale;

/** How much a finding matters. The worst comes first. */
public enum Severity {
    /** No standby that it concerns is promoted while it stands. */
    FATAL,
    /** Something will not go as it should. */
    WARNING,
    /** Could be better. */
    ADVICE;

    /** {@code fatal}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

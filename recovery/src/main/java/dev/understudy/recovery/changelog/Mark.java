package dev.understudy.recovery.changelog;

/**
 * What stands beside a changelog's record, in its headers.
 *
 * @param ours whether we wrote it, and not a connector
 * @param event the number of a row's event within its transaction, as MariaDB's connector has it; 0 where it is not known
 * @param half which record of a changed key it is
 */
public record Mark(boolean ours, long event, LogEntry.Half half) {

    /** Nothing stands there. */
    public static final Mark NONE = new Mark(false, 0, LogEntry.Half.WHOLE);
}

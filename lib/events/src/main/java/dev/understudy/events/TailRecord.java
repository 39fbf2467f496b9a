package dev.understudy.events;

/** What an agent writes to {@link Topics#journal} when it was told to rescue a tail. */
public sealed interface TailRecord extends JournalRecord permits TailTransaction, TailEnd {

    /** The command that it answers. */
    String commandId();
}

package dev.understudy.events;

/** What is written to {@link Topics#journal}. */
public sealed interface JournalRecord extends UnderstudyRecord permits TailTransaction, TailEnd {

    String cluster();

    /** The epoch whose writer wrote the transactions. */
    Epoch epoch();

    /** The command that it answers. */
    String commandId();
}

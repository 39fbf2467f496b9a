package dev.understudy.events;

/**
 * What is written to {@link Topics#journal}. All but {@link RawPart} are the record's value; that one stands in the record header
 * {@value #HEADER}, and the value are the bytes that it describes.
 */
public sealed interface JournalRecord extends UnderstudyRecord permits TailRecord, KeeperSession, RawPart, JournalSeal {

    /** The Kafka record header that says what the value's bytes are. */
    String HEADER = "understudy";

    String cluster();

    /** The epoch whose writer wrote the transactions. */
    Epoch epoch();
}

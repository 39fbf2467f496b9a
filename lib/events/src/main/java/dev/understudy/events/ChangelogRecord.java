package dev.understudy.events;

/**
 * What recovery adds to {@link Topics#changelog} between Debezium's records. Told from those by the record header
 * {@value #HEADER}, whose value is the record's {@code type}.
 */
public sealed interface ChangelogRecord extends UnderstudyRecord permits EpochMarker, RawTail {

    /** The Kafka record header that only our own records carry. */
    String HEADER = "understudy";

    String cluster();
}

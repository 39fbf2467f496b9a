package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A transaction as the server wrote it.
 *
 * @param gtid its global id, in the engine's own notation
 * @param formatDescription the file's format description event, base64; a {@code BINLOG} statement needs it first
 * @param events the events after the GTID event, in order, each base64 with its header and checksum as it stands in the file
 */
public record RawTransaction(String gtid, String formatDescription, List<String> events) {

    public RawTransaction {
        requireNonNull(gtid, "gtid");
        requireNonNull(formatDescription, "formatDescription");
        events = List.copyOf(events);
    }
}

package dev.understudy.journal.stream;

/**
 * A transaction, or a part of a large one, to be stored.
 *
 * @param gtid the transaction
 * @param number which part of it, from 0
 * @param last whether it is whole with this part
 * @param end where the stream stood when the part was complete
 * @param ackWanted whether a commit waits for something in the transaction up to here
 * @param bytes the events' bytes
 */
public record Piece(String gtid, int number, boolean last, StreamPosition end, boolean ackWanted, byte[] bytes) {

    /** The same, asking for an acknowledgement or not. */
    public Piece asking(boolean wanted) {
        return wanted == ackWanted ? this : new Piece(gtid, number, last, end, wanted, bytes);
    }
}

package dev.understudy.journal.relay;

import dev.understudy.journal.stream.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces that came together and are stored together: a primary sends the commits of a group at once. Written one by one the first would
 * go to Kafka alone, and the others in as many requests as may be under way. Pure; not thread-safe.
 */
final class Burst {

    private final int mostBytes;
    private final List<Piece> pieces = new ArrayList<>();
    private long bytes;

    /**
     * @param mostBytes with so many it waits for no more
     */
    Burst(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(Piece piece) {
        pieces.add(piece);
        bytes += piece.bytes().length;
    }

    boolean isFull() {
        return bytes >= mostBytes;
    }

    /**
     * All of it, in its order. An acknowledgement covers everything before it, so the last whole transaction asks for the one
     * that any of them asked for.
     */
    List<Piece> take() {
        List<Piece> all = new ArrayList<>(pieces);
        pieces.clear();
        bytes = 0;
        boolean wanted = false;
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).last()) {
                wanted |= all.get(i).ackWanted();
                last = i;
            }
        }
        for (int i = 0; i <= last; i++) {
            all.set(i, all.get(i).asking(wanted && i == last));
        }
        return all;
    }
}

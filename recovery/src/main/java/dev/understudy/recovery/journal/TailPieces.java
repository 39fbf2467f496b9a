package dev.understudy.recovery.journal;

import dev.understudy.events.RawTransaction;
import java.util.ArrayList;
import java.util.List;

/** A large transaction in pieces that are records of a moderate size; an event stays whole. Pure. */
public final class TailPieces {

    private static final int MOST_CHARACTERS = 1024 * 1024;

    private TailPieces() {}

    /** At least one, each with its events in order. */
    public static List<RawTransaction> of(RawTransaction transaction) {
        List<RawTransaction> pieces = new ArrayList<>();
        List<String> events = new ArrayList<>();
        int characters = 0;
        for (String event : transaction.events()) {
            if (!events.isEmpty() && characters + event.length() > MOST_CHARACTERS) {
                pieces.add(new RawTransaction(transaction.gtid(), transaction.formatDescription(), events));
                events.clear();
                characters = 0;
            }
            events.add(event);
            characters += event.length();
        }
        pieces.add(new RawTransaction(transaction.gtid(), transaction.formatDescription(), events));
        return pieces;
    }
}

package dev.understudy.recovery.changelog;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochMarker;
import org.jspecify.annotations.Nullable;

/**
 * Whether an epoch may follow what was read. Not thread-safe.
 *
 * <p>What a reader begins with is not all known to be the cluster's: a copy may have been made of a primary that died before the log
 * had its last transactions. It is by the first marker: what the marker does not name must have come in the log.
 */
final class Succession {

    private TransactionSet unproven;
    private TransactionSet cameToo;

    /**
     * @param begun what the reader begins with
     */
    Succession(TransactionSet begun) {
        this.unproven = begun;
        this.cameToo = begun.read("");
    }

    /** The log holds a transaction that the reader had already. */
    void cameToo(String gtid) {
        if (!unproven.isEmpty()) {
            cameToo = cameToo.plus(gtid);
        }
    }

    /**
     * Why a marker cannot be obeyed.
     *
     * @param epoch that was being read
     * @param connector of that epoch; null before the first marker, when it is not known what the log should hold
     * @param received every whole transaction before the marker
     * @return one line; empty where it can
     */
    String objection(EpochMarker marker, Epoch epoch, @Nullable String connector, TransactionSet received) {
        if (marker.epoch().isOlderThan(epoch)) {
            return "epoch " + marker.epoch() + " begins in the changelog after epoch " + epoch
                    + ": it is not the changelog that was followed, or Kafka has lost its memory";
        }
        if (connector == null || marker.epoch().equals(epoch)) {
            return "";
        }
        TransactionSet cut = received.read(marker.cut());
        TransactionSet missing = cut.minus(received);
        if (!missing.isEmpty()) {
            return "the changelog lacks " + missing.text() + ", which was committed before epoch " + marker.epoch()
                    + " began";
        }
        TransactionSet strange = unproven.minus(cut).minus(cameToo);
        if (!strange.isEmpty()) {
            return "this standby holds " + strange.text() + ", which was lost before epoch " + marker.epoch()
                    + " began: understudy reseed copies it anew";
        }
        unproven = unproven.read("");
        return "";
    }
}

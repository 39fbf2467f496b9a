package dev.understudy.router.balance;

/**
 * When the members of the router's own zone are preferred.
 *
 * @param members how many the zone has, whatever their standing; 0 where zones do not matter
 * @param enough the part of them that must be well, 0 to 1
 */
public record Locality(int members, double enough) {

    /** Zones do not matter. */
    public static final Locality NONE = new Locality(0, 1);

    /** Whether so many that are well can carry all of it. */
    boolean suffices(int well) {
        return members > 0 && well > 0 && well >= enough * members;
    }
}

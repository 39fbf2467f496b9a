package dev.understudy.router.balance;

import java.util.List;

/** Slots in a circle, each of one member: where a key begins, and who comes after. Immutable. */
interface HashTable {

    /** How many slots there are; more than 0. */
    int size();

    /** Where a key begins. */
    int slot(long key);

    /** The member of a slot, as a place among those that it was made of. */
    int owner(int slot);

    /** Makes a table. */
    @FunctionalInterface
    interface Maker {
        /** @param members at least one and at most 65536; neither their order nor anything but name and weight matters */
        HashTable of(List<Peer> members);
    }
}

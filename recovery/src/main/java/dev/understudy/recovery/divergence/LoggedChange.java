package dev.understudy.recovery.divergence;

import dev.understudy.events.DivergentRow;
import dev.understudy.recovery.changelog.Change.TableName;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a logged transaction did.
 *
 * @param table of a statement it is the default schema, without a table's name
 * @param before there for an update and a delete
 * @param after there for an insert and an update
 * @param statement empty for rows
 */
record LoggedChange(
        DivergentRow.Kind kind, TableName table, Optional<Image> before, Optional<Image> after, String statement) {

    /** Some or all of a row's values, each at its column's place. */
    static final class Image {

        private final @Nullable Serializable[] values;
        private final BitSet there;

        /**
         * @param columns how many the table has
         * @param there which of them were logged
         * @param logged their values
         */
        Image(int columns, BitSet there, @Nullable Serializable[] logged) {
            this.values = new @Nullable Serializable[columns];
            this.there = there;
            int next = 0;
            for (int place = there.nextSetBit(0); place >= 0 && place < columns; place = there.nextSetBit(place + 1)) {
                values[place] = logged[next++];
            }
        }

        int columns() {
            return values.length;
        }

        boolean has(int place) {
            return there.get(place);
        }

        @Nullable
        Serializable value(int place) {
            return values[place];
        }

        @Override
        public String toString() {
            return Arrays.deepToString(values);
        }
    }
}

package dev.understudy.recovery.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL as a value.
 *
 * @param text with a question mark for each parameter
 * @param parameters strings, numbers, byte arrays or null
 */
record SqlStatement(String text, List<@Nullable Object> parameters) {

    SqlStatement {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }
}

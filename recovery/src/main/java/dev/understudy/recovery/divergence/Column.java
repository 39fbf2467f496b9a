package dev.understudy.recovery.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column as information_schema describes it.
 *
 * @param type such as {@code bigint}, in lower case
 * @param definition the same with all that belongs to it, such as {@code enum('new','paid')}
 * @param charset null where it holds no text
 * @param key whether it belongs to the primary key
 */
record Column(
        String name,
        String type,
        String definition,
        @Nullable String charset,
        boolean key) {

    boolean isUnsigned() {
        return definition.toLowerCase(Locale.ROOT).contains("unsigned");
    }

    /** The values of an ENUM or SET, in their order. */
    List<String> members() {
        List<String> members = new ArrayList<>();
        StringBuilder member = new StringBuilder();
        boolean inside = false;
        for (int i = definition.indexOf('(') + 1; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (c != '\'') {
                if (inside) {
                    member.append(c);
                }
            } else if (inside && i + 1 < definition.length() && definition.charAt(i + 1) == '\'') {
                member.append(c);
                i++;
            } else {
                if (inside) {
                    members.add(member.toString());
                    member.setLength(0);
                }
                inside = !inside;
            }
        }
        return members;
    }
}

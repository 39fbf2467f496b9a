package dev.understudy.router.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a server's name. Immutable.
 *
 * <p>A name itself comes before a pattern such as {@code *.shop.example}, whose star is one label (RFC 6125, 6.4.3); where
 * two have the same name, the earlier.
 */
public final class ServerNames<T> {

    private static final String ANY = "*.";

    private final Map<String, T> byName = new HashMap<>();
    private final T otherwise;

    /**
     * One with the names that it stands for.
     *
     * @param names as in a certificate's subject alternative names
     */
    public record Named<T>(List<String> names, T value) {}

    /**
     * @param all not empty; the first is for those whom no name fits
     */
    public ServerNames(List<Named<T>> all) {
        otherwise = all.get(0).value();
        for (Named<T> named : all) {
            named.names().forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), named.value()));
        }
    }

    /**
     * @param asked what a client has asked for; null where it has named none
     */
    public T of(@Nullable String asked) {
        if (asked == null) {
            return otherwise;
        }
        String name = asked.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        T exact = byName.get(name);
        T found = exact == null && dot > 0 ? byName.get(ANY + name.substring(dot + 1)) : exact;
        return found == null ? otherwise : found;
    }
}

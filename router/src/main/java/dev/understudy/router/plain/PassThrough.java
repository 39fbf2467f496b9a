package dev.understudy.router.plain;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.understudy.router.tls.ServerNames;
import dev.understudy.router.tls.ServerNames.Named;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which service a client's TLS passes through to: {@code passThrough:} of a listener.
 *
 * @param services by the server's name that clients ask for: {@code orders.example}, {@code *.shop.example} for any one label
 *     in the star's place, or {@link #DEFAULT} for all others and for those who name none
 */
public record PassThrough(Map<String, String> services) {

    /** In a name's place. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    public PassThrough {
        Map<String, String> lower = new LinkedHashMap<>();
        services.forEach((given, service) -> {
            String name = given.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("passThrough: '" + given + "' is no server's name: write"
                        + " orders.example, '*.shop.example' or default");
            }
            if (service == null || service.isBlank()) {
                throw new IllegalArgumentException("passThrough: " + given + " needs a service");
            }
            if (lower.put(name, service) != null) {
                throw new IllegalArgumentException("passThrough: " + name + " is given twice");
            }
        });
        if (lower.isEmpty()) {
            throw new IllegalArgumentException("passThrough has no names: at least one, or default, with its service");
        }
        services = Map.copyOf(lower);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PassThrough of(Map<String, String> services) {
        return new PassThrough(services);
    }

    /** Every service that it names, once. */
    public Set<String> targets() {
        return new HashSet<>(services.values());
    }

    /**
     * What stands for each name; empty where nothing does.
     *
     * @param target of a service's name
     */
    public <T> ServerNames<Optional<T>> names(Function<String, T> target) {
        List<Named<Optional<T>>> all = new ArrayList<>();
        // The first is for those whom no name fits.
        all.add(new Named<>(
                List.of(), Optional.ofNullable(services.get(DEFAULT)).map(target)));
        services.forEach((name, service) -> {
            if (!name.equals(DEFAULT)) {
                all.add(new Named<>(List.of(name), Optional.of(target.apply(service))));
            }
        });
        return new ServerNames<>(all);
    }
}

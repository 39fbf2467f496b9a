package dev.understudy.router;

import dev.understudy.router.reload.Setup;
import dev.understudy.router.reload.Site;
import dev.understudy.router.routing.Member;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows a configuration to a reload. A key of the section that is not known here to be reloadable needs a restart, and all keys
 * of a listener are compared: one that is added to the records is never passed over.
 */
final class Reloadable {

    private static final Set<String> RELOADED = Set.of("listeners", "hold", "requestTime");
    private static final Set<String> PLACE = Set.of("name", "host", "port");

    private Reloadable() {}

    /**
     * @param file where the services' members are
     * @throws ConfigurationException where a listener names a service that is not there
     */
    static Setup of(RouterConfig config, Configuration file) {
        Map<String, Object> fixed = new HashMap<>();
        values(config, RELOADED).forEach((key, value) -> fixed.put("router." + key, value));
        fixed.put("kafka", file.kafka());
        return new Setup(
                fixed,
                config.listeners().stream()
                        .map(listener -> site(listener, config, file))
                        .toList());
    }

    private static Site site(RouterConfig.Listener listener, RouterConfig config, Configuration file) {
        Map<String, Object> traits = values(listener, PLACE);
        if (listener.cluster() != null) {
            traits.put("hold", config.hold());
        }
        if (listener.mode() == RouterConfig.Mode.HTTP) {
            traits.put("requestTime", config.requestTime());
        }
        if (listener.cluster() == null) {
            traits.put(
                    "members",
                    listener.services().stream()
                            .collect(Collectors.toMap(service -> service, service -> members(service, file))));
        }
        return new Site(listener.name(), listener.host(), listener.port(), traits);
    }

    /** The instances of a service, in the file's order. */
    static List<Member> members(String service, Configuration file) {
        List<Member> all = new ArrayList<>();
        file.service(service).members().forEach((node, at) -> all.add(new Member(service, node, at)));
        return all;
    }

    private static Map<String, Object> values(Record all, Set<String> except) {
        Map<String, Object> values = new HashMap<>();
        for (RecordComponent component : all.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(all);
                if (value != null && !except.contains(component.getName())) {
                    values.put(component.getName(), value);
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(component.getName() + " cannot be compared", e);
            }
        }
        return values;
    }
}

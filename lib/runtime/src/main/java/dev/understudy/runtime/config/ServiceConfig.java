package dev.understudy.runtime.config;

import dev.understudy.events.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One service of application instances.
 *
 * @param members where each instance listens, by its node name
 */
public record ServiceConfig(Map<String, Address> members) {

    public ServiceConfig {
        if (members == null || members.isEmpty()) {
            throw new IllegalArgumentException("members is missing: at least one instance");
        }
        members = new LinkedHashMap<>(members);
    }
}

package dev.understudy.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.config.ConfigurationException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final Set<String> NODES = Set.of("a", "b", "c");

    @Test
    void the_writer_is_the_primary_and_the_only_other_one_the_standby() {
        assertThat(Roles.choose(Map.of("a", true, "b", false), NODES, null, null))
                .isEqualTo(new Roles("b", "a"));
    }

    @Test
    void what_was_named_is_taken() {
        assertThat(Roles.choose(Map.of("a", true, "b", true, "c", true), NODES, "a", "c"))
                .isEqualTo(new Roles("a", "c"));
    }

    @Test
    void where_it_is_not_clear_who_is_meant_nothing_is_guessed() {
        assertThatThrownBy(() -> Roles.choose(Map.of("a", true, "b", true), NODES, null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--primary");
        assertThatThrownBy(() -> Roles.choose(Map.of("a", false, "b", false), NODES, null, null))
                .hasMessageContaining("--primary");
        assertThatThrownBy(() -> Roles.choose(Map.of("a", false, "b", true, "c", true), NODES, null, null))
                .hasMessageContaining("--standby");
        assertThatThrownBy(() -> Roles.choose(Map.of("a", false), NODES, null, "a"))
                .hasMessageContaining("is the primary");
        assertThatThrownBy(() -> Roles.choose(Map.of("a", false), NODES, null, "d"))
                .hasMessageContaining("no node 'd'");
    }
}

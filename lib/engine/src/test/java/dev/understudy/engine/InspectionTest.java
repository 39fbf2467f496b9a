package dev.understudy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine.AccountRole;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private static final Set<String> ALL = Set.of("SUPER", "SELECT");

    @Test
    void only_rights_on_everything_are_global() {
        assertThat(Inspection.globalRights("GRANT SELECT, READ_ONLY ADMIN ON *.* TO `r`", ALL))
                .containsExactly("SELECT", "READ_ONLY ADMIN");
        assertThat(Inspection.globalRights("GRANT ALL PRIVILEGES ON *.* TO `a`@`%` IDENTIFIED BY 'x'", ALL))
                .containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(Inspection.globalRights("GRANT ALL ON `shop`.* TO `a`@`%`", ALL))
                .isEmpty();
        assertThat(Inspection.globalRights("GRANT USAGE ON *.* TO `a`@`%`", ALL))
                .isEmpty();
        assertThat(Inspection.globalRights("GRANT `r` TO `a`@`%`", ALL)).isEmpty();
    }

    @Test
    void an_account_needs_what_it_is_created_with() {
        assertThat(Inspection.granted(Engine.named("mysql"), AccountRole.FENCE))
                .containsExactlyInAnyOrder(
                        "PROCESS", "REPLICATION CLIENT", "CONNECTION_ADMIN", "SYSTEM_VARIABLES_ADMIN");
        assertThat(Inspection.granted(Engine.named("mariadb"), AccountRole.AGENT))
                .containsExactlyInAnyOrder("PROCESS", "BINLOG MONITOR", "SLAVE MONITOR");
        assertThat(Inspection.granted(Engine.named("mariadb"), AccountRole.RECOVERY))
                .contains("READ_ONLY ADMIN");
    }

    @Test
    void the_agent_is_created_without_a_right_that_bypasses_anything() {
        for (String name : Set.of("mysql", "mariadb")) {
            Engine engine = Engine.named(name);
            assertThat(Inspection.granted(engine, AccountRole.AGENT))
                    .doesNotContainAnyElementsOf(engine.inspection().bypassesReadOnly())
                    .doesNotContainAnyElementsOf(engine.inspection().hidesFromBinlog());
        }
    }
}

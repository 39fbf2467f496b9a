package dev.understudy.recovery.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.preflight.facts.Roles;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    @ParameterizedTest
    @CsvSource({
        "mysql, CONNECTION_ADMIN, bypasses-read-only",
        "mariadb, READ_ONLY ADMIN, bypasses-read-only",
        "mysql, SESSION_VARIABLES_ADMIN, hides-from-binlog",
        "mysql, SYSTEM_VARIABLES_ADMIN, hides-from-binlog",
        "mariadb, BINLOG ADMIN, hides-from-binlog",
        "mysql, REPLICATION SLAVE, reads-binlog",
        "mariadb, REPLICATION SLAVE, reads-binlog"
    })
    void a_client_that_may_too_much_is_found(String engine, String right, String found) {
        assertThat(Given.of(engine)
                        .account("orders-a", "app", "%", right, "SELECT")
                        .lines())
                .containsExactly(found + ": orders-a: account app@% has " + right);
    }

    @Test
    void super_is_both_on_mysql() {
        assertThat(Given.mysql().account("orders-b", "app", "10.%", "SUPER").found())
                .containsExactly("bypasses-read-only orders-b", "hides-from-binlog orders-b");
    }

    @Test
    void an_administrator_on_the_servers_own_machine_is_no_client() {
        assertThat(Given.mysql()
                        .account("orders-a", "admin", "127.0.0.1", "SUPER")
                        .found())
                .isEmpty();
    }

    @Test
    void our_own_accounts_must_be_there_with_what_they_need() {
        assertThat(Given.mysql().without("orders-b", "understudy_fence").lines())
                .containsExactly("own-account-missing: orders-b: account understudy_fence (fence) is missing");
        assertThat(Given.mysql()
                        .without("orders-a", "understudy_connector")
                        .account(
                                "orders-a",
                                "understudy_connector",
                                "%",
                                "SELECT",
                                "RELOAD",
                                "SHOW DATABASES",
                                "LOCK TABLES",
                                "REPLICATION CLIENT")
                        .lines())
                .containsExactly(
                        "own-account-lacks: orders-a: account understudy_connector (connector) lacks REPLICATION SLAVE");
    }

    @Test
    void the_agent_must_not_be_able_to_do_what_a_client_may_not() {
        assertThat(Given.mariadb()
                        .account("orders-a", "understudy_agent", "%", "READ_ONLY ADMIN")
                        .lines())
                .containsExactly("own-account-exceeds: orders-a: account understudy_agent (agent) has READ_ONLY ADMIN");
    }

    @Test
    void a_role_gives_its_rights_to_whoever_may_take_it_on_and_roles_may_go_in_circles() {
        Roles roles = new Roles(
                Map.of("app", Set.of("SELECT"), "boss", Set.of("SUPER"), "clerk", Set.of("INSERT")),
                Map.of("app", Set.of("clerk"), "clerk", Set.of("boss"), "boss", Set.of("clerk")));
        assertThat(roles.effective("app")).containsExactlyInAnyOrder("SELECT", "INSERT", "SUPER");
        assertThat(roles.effective("nobody")).isEmpty();
    }
}

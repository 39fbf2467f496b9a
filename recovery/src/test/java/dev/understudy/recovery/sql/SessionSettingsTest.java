package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connect.statement.StatusVariables;
import dev.understudy.connect.statement.StatusVariables.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {

    @Test
    void what_is_known_is_set_and_given_back() {
        SessionSettings settings = new SessionSettings(new StatusVariables(
                Map.of(Variable.COLLATION_SERVER, 9L, Variable.SQL_MODE, 1411383296L),
                "UTC",
                List.of(),
                -1,
                StatusVariables.EXPLICIT_TIMESTAMPS,
                -1));

        assertThat(settings.keep())
                .contains("SET @understudy_0 = @@SESSION.sql_mode, @understudy_1 = @@SESSION.collation_server"
                        + " /*M!, @understudy_2 = @@SESSION.explicit_defaults_for_timestamp,"
                        + " @understudy_3 = @@SESSION.sql_if_exists */");
        assertThat(settings.set())
                .contains("SET @@SESSION.sql_mode = 1411383296, @@SESSION.collation_server = 9"
                        + " /*M!, @@SESSION.explicit_defaults_for_timestamp = 1, @@SESSION.sql_if_exists = 0 */");
        assertThat(settings.giveBack())
                .contains("SET @@SESSION.sql_mode = @understudy_0, @@SESSION.collation_server = @understudy_1"
                        + " /*M!, @@SESSION.explicit_defaults_for_timestamp = @understudy_2,"
                        + " @@SESSION.sql_if_exists = @understudy_3 */");
    }

    @Test
    void collations_of_sets_go_by_name() {
        SessionSettings settings =
                new SessionSettings(new StatusVariables(Map.of(), "", List.of(0x0900, 0x0800), -1, 0, -1));

        assertThat(settings.set().orElseThrow())
                .startsWith("SET @@SESSION.character_set_collations = (SELECT ")
                .endsWith("WHERE id IN (2304, 2048))");
    }

    @Test
    void the_clients_set_goes_by_name_where_its_number_is_not_taken() {
        SessionSettings settings = new SessionSettings(
                new StatusVariables(Map.of(Variable.CHARACTER_SET_CLIENT, 255L), "", List.of(), -1, 0, -1));

        assertThat(settings.set().orElseThrow())
                .startsWith("SET @@SESSION.character_set_client = /*M!(SELECT ")
                .endsWith("WHERE id =*/ 255 /*M!)*/");
    }

    @Test
    void of_an_unknown_session_nothing_is_set() {
        SessionSettings settings = new SessionSettings(StatusVariables.NONE);

        assertThat(settings.keep()).isEmpty();
        assertThat(settings.set()).isEmpty();
        assertThat(settings.giveBack()).isEmpty();
    }
}

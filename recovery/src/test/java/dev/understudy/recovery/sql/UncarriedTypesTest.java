package dev.understudy.recovery.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recovery.sql.TableShape.Column;
import org.junit.jupiter.api.Test;

class UncarriedTypesTest {

    @Test
    void what_is_said_to_be_carried_has_a_form() {
        for (String type : UncarriedTypes.CARRIED) {
            assertThat(UncarriedTypes.reason(type)).isEmpty();
            try {
                Values.bind(new Column("c", type, false, false, false), "x");
            } catch (Unfaithful e) {
                assertThat(e).hasMessageNotContaining("does not know");
            }
        }
    }

    @Test
    void a_column_that_is_not_carried_has_a_reason() {
        assertThat(UncarriedTypes.reason("varchar(100) /*M!100301 COMPRESSED*/"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("COMPRESSED"));
        assertThat(UncarriedTypes.reason("datetime(3) /* mariadb-5.3 */"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("mysql56_temporal_format"));
        assertThat(UncarriedTypes.reason("inet6")).isPresent();
        assertThat(UncarriedTypes.reason("xmltype")).isPresent();
    }

    @Test
    void a_label_may_be_called_anything() {
        assertThat(UncarriedTypes.reason("enum('/* compressed */','mariadb-5.3')"))
                .isEmpty();
    }
}

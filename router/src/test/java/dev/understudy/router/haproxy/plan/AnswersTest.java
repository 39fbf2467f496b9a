package dev.understudy.router.haproxy.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.haproxy.plan.Shown.Admission;
import dev.understudy.router.haproxy.plan.Shown.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    /** As HAProxy 2.6.12 wrote it. */
    private static final String STATE = """
            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight \
            srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state \
            bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr \
            srv_agent_addr srv_agent_port
            3 be 1 a 127.0.0.1 0 5 1 1 8 1 0 0 8 0 0 0 - 17011 - 0 0 - - 0
            3 be 2 b ::1 2 4 1 1 8 1 0 0 8 0 0 0 - 17012 - 0 0 - - 0
            3 be 3 hold - 2 0 1 1 8 1 0 0 8 0 0 0 - 1 - 0 0 - - 0

            """;

    private static final String FIGURES = """
            # pxname,svname,qcur,qmax,scur,smax,slim,act,bck,last_chk,type,
            be,a,0,0,0,0,,1,0,"no, not at all",2,
            be,b,0,0,7,9,,1,0,,2,
            be,hold,0,0,0,0,,0,1,,2,

            """;

    @Test
    void what_a_backend_shows_is_read_by_the_columns_names() throws Answers.Unreadable {
        assertThat(Answers.shown("be", STATE, FIGURES).servers().values())
                .containsExactlyInAnyOrder(
                        new Server("a", "127.0.0.1", 17011, Admission.MAINT, false, 0),
                        new Server("b", "::1", 17012, Admission.READY, false, 7),
                        new Server("hold", "", 1, Admission.READY, true, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, READY",
        "4, READY",
        "1, MAINT",
        "5, MAINT",
        "2, MAINT",
        "32, MAINT",
        "64, MAINT",
        "8, DRAIN",
        "12, DRAIN",
        "16, DRAIN",
        "13, MAINT"
    })
    void each_bit_of_the_administrators_state_is_known(int bits, Admission admission) throws Answers.Unreadable {
        assertThat(read("be_name srv_name srv_addr srv_port srv_admin_state", "be a 10.0.0.1 1 " + bits)
                        .admission())
                .isEqualTo(admission);
    }

    @Test
    void columns_in_another_order_and_more_of_them_change_nothing() throws Answers.Unreadable {
        assertThat(read("new srv_port srv_admin_state srv_addr srv_name be_name", "x 3306 0 10.0.0.1 a be"))
                .isEqualTo(new Server("a", "10.0.0.1", 3306, Admission.READY, false, 0));
    }

    @Test
    void a_name_in_place_of_an_address_is_none() throws Answers.Unreadable {
        assertThat(read("be_name srv_name srv_addr srv_port srv_admin_state", "be a evil.example 1 0")
                        .ip())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Permission denied\n\n",
                "Can't find backend.\n\n",
                "1\n3 be 1 a 127.0.0.1 0 5\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe a 127.0.0.1 3306\n",
                "# be_name srv_name srv_addr srv_port\nbe a 127.0.0.1 3306\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe a 127.0.0.1 3306 -1\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe a 127.0.0.1 3306 0x5\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe a;quit 127.0.0.1 3306 0\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe unheard-of 127.0.0.1 3306 0\n",
                "# be_name srv_name srv_addr srv_port srv_admin_state\nbe a 127.0.0.1 99999999999999999999 0\n",
            })
    void what_is_not_understood_is_an_error(String state) {
        String figures = "# pxname,svname,scur,bck,\nbe,a,0,0,\nbe,a;quit,0,0,\n";
        assertThatThrownBy(() -> Answers.shown("be", state, figures)).isInstanceOf(Answers.Unreadable.class);
    }

    @Test
    void what_it_said_instead_is_told_in_one_short_line() {
        String rude = "Unknown command\u001b[31m\n" + "x".repeat(10_000);
        assertThatThrownBy(() -> Answers.shown("be", rude, FIGURES))
                .hasMessageStartingWith("it says: Unknown command [31m xxx")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(200));
    }

    @Test
    void the_rows_of_other_backends_are_passed_over() throws Answers.Unreadable {
        String both = STATE.replace("3 be 2 b", "4 other 2 b");
        assertThat(Answers.shown("be", both, FIGURES).servers()).containsOnlyKeys("a", "hold");
    }

    private static Server read(String columns, String row) throws Answers.Unreadable {
        Shown shown =
                Answers.shown("be", "1\n# " + columns + "\n" + row + "\n", "# pxname,svname,scur,bck,\nbe,a,0,0,\n");
        return shown.servers().values().iterator().next();
    }
}

package dev.understudy.router.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.tls.ServerNames.Named;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerNamesTest {

    private final ServerNames<Integer> names = new ServerNames<>(List.of(
            new Named<>(List.of("shop.example"), 0),
            new Named<>(List.of("*.Shop.example", "other.example"), 1),
            new Named<>(List.of("api.shop.example", "other.example"), 2)));

    @Test
    void a_name_itself_comes_before_a_pattern() {
        assertThat(names.of("api.shop.example")).isEqualTo(2);
        assertThat(names.of("API.shop.EXAMPLE")).isEqualTo(2);
        assertThat(names.of("www.shop.example")).isEqualTo(1);
    }

    @Test
    void of_two_with_one_name_the_earlier_is_taken() {
        assertThat(names.of("other.example")).isEqualTo(1);
    }

    @Test
    void a_star_is_one_label() {
        assertThat(names.of("a.b.shop.example")).isZero();
        assertThat(names.of(".shop.example")).isZero();
    }

    @Test
    void who_names_nothing_known_gets_the_first() {
        assertThat(names.of(null)).isZero();
        assertThat(names.of("")).isZero();
        assertThat(names.of("elsewhere.example")).isZero();
        assertThat(names.of("shop.example")).isZero();
    }
}

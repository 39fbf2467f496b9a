package dev.understudy.router.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.tls.ServerNames;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassThroughTest {

    private final PassThrough some = new PassThrough(Map.of("Orders.example", "web", "*.shop.example", "shop"));

    @ParameterizedTest
    @CsvSource({
        "orders.example,web",
        "ORDERS.EXAMPLE,web",
        "www.shop.example,shop",
        "shop.example,",
        "a.www.shop.example,",
        "example,",
        ",",
        "*.shop.example,shop"
    })
    void a_name_or_one_label_in_the_place_of_a_star(String asked, String service) {
        assertThat(some.names(name -> name).of(asked)).isEqualTo(Optional.ofNullable(service));
    }

    @Test
    void the_default_is_for_all_others_and_for_those_who_name_none() {
        ServerNames<Optional<String>> names =
                new PassThrough(Map.of("default", "web", "orders.example", "orders")).names(name -> name);
        assertThat(names.of(null)).contains("web");
        assertThat(names.of("other.example")).contains("web");
        assertThat(names.of("orders.example")).contains("orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "a.*.example", "*example", "https://orders.example", "orders.example:443", ".example"})
    void what_is_no_name_is_told(String name) {
        assertThatThrownBy(() -> new PassThrough(Map.of(name, "web")))
                .hasMessageContaining("'" + name + "' is no server's name: write orders.example");
    }

    @Test
    void nothing_and_the_same_twice_are_told() {
        assertThatThrownBy(() -> new PassThrough(Map.of())).hasMessageContaining("passThrough has no names");
        assertThatThrownBy(() -> new PassThrough(Map.of("a.example", " ")))
                .hasMessageContaining("a.example needs a service");
        assertThatThrownBy(() -> new PassThrough(Map.of("a.example", "web", "A.example", "shop")))
                .hasMessageContaining("a.example is given twice");
    }
}

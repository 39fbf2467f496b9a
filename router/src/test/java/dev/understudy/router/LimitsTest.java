package dev.understudy.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final List<String> LINUX = List.of(
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max cpu time              unlimited            unlimited            seconds   ",
            "Max open files            1024                 20000                files     ");

    private final Limits few = new Limits(OptionalLong.of(1024), 192 << 20, 64 << 20);

    @Test
    void the_soft_limit_counts() {
        assertThat(Limits.descriptors(LINUX)).hasValue(1024);
    }

    @Test
    void what_has_no_limit_or_is_not_told_is_not_known() {
        assertThat(Limits.descriptors(List.of("Max open files   unlimited   unlimited   files")))
                .isEmpty();
        assertThat(Limits.descriptors(List.of())).isEmpty();
    }

    @Test
    void a_connection_takes_two_descriptors() {
        assertThat(few.text())
                .isEqualTo("1024 file descriptors: room for some 412 connections, which take two each, or twice as many"
                        + " that wait; heap 192 MB, buffers 64 MB");
    }

    @Test
    void more_may_wait_than_there_is_room_for_is_said_before_it_happens() {
        assertThat(few.tooSmallFor(800)).isEmpty();
        assertThat(few.tooSmallFor(10_000))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("hold.connections is 10000, and there are 1024 file descriptors: raise"));
        assertThat(new Limits(OptionalLong.empty(), 1, 1).tooSmallFor(10_000)).isEmpty();
    }

    @Test
    void what_all_listeners_may_have_is_compared_with_what_there_is() {
        assertThat(few.tooSmallForAll(412)).isEmpty();
        assertThat(few.tooSmallForAll(413))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("the listeners' maxConnections are 413 together, and there are 1024"));
        assertThat(new Limits(OptionalLong.empty(), 1, 1).tooSmallForAll(413)).isEmpty();
    }
}

package dev.understudy.recovery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void both_witnesses_are_asked() {
        Shown shown = new Shown(Epoch.of(2), set("0-1-9"), List.of(set("0-1-5"), set("0-1-7")));
        assertThat(shown.holds(set("0-1-7"))).isTrue();
        assertThat(shown.holds(set("0-1-8"))).isFalse();
    }

    @Test
    void a_standby_that_was_copied_does_not_speak_for_the_changelog() {
        assertThat(new Shown(Epoch.of(2), set("0-1-5"), List.of(set("0-1-9"))).holds(set("0-1-6")))
                .isFalse();
    }

    @Test
    void without_a_standby_nothing_is_shown() {
        assertThat(new Shown(Epoch.of(2), set("0-1-9"), List.of()).holds(set("0-1-1")))
                .isFalse();
    }

    private static TransactionSet set(String text) {
        return Engine.named("mariadb").transactions(text);
    }
}

package dev.understudy.bench.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.LoopBack;
import dev.understudy.events.RecordCodec;
import org.junit.jupiter.api.Test;

class StencilTest {

    @Test
    void it_is_what_the_codec_writes() {
        Stencil stencil = Stencil.of(new LoopBack("s", "n", "w", Stencil.blank(1), Stencil.blank(0)));
        assertThat(stencil.with(1_700_000_000_000L, 7))
                .isEqualTo(RecordCodec.HEARTBEATS.encode(new LoopBack("s", "n", "w", 7, 1_700_000_000_000L)));
    }

    @Test
    void a_blank_may_be_used_twice() {
        Stencil stencil = Stencil.of(new LoopBack("s", "n", "w", Stencil.blank(0), Stencil.blank(0)));
        assertThat(new String(stencil.with(42), UTF_8)).contains("\"sequence\":42", "\"at\":42");
    }
}

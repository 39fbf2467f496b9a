package dev.understudy.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.net.Ends;
import dev.understudy.router.net.LeakCheck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class IntroductionTest {

    @Test
    void a_client_is_named_in_version_2() {
        Ends four = HeaderBytes.ends("203.0.113.9", "10.0.0.1");
        assertThat(sent(of(four))).isEqualTo(HeaderBytes.v2(four));
        Ends six = HeaderBytes.ends("2001:db8::9", "fd00::1");
        assertThat(sent(of(six))).isEqualTo(HeaderBytes.v2(six));
    }

    @Test
    void who_speaks_for_itself_says_so() {
        assertThat(sent(Introduction.LOCAL)).isEqualTo(HeaderBytes.local());
    }

    @Test
    void an_address_of_four_beside_one_of_six_is_written_as_one_of_six() {
        byte[] header = sent(of(HeaderBytes.ends("203.0.113.9", "fd00::1")));
        assertThat(ByteBufUtil.hexDump(header))
                .isEqualTo("0d0a0d0a000d0a515549540a" + "21" + "21" + "0024" + "00000000000000000000ffffcb007109"
                        + "fd000000000000000000000000000001" + "1267" + "0cea");
        assertThat(ByteBufUtil.hexDump(sent(of(HeaderBytes.ends("fd00::1", "203.0.113.9")))))
                .contains("fd000000000000000000000000000001" + "00000000000000000000ffffcb007109");
    }

    @Test
    void the_encoder_does_not_stay() {
        EmbeddedChannel channel = channel(Introduction.LOCAL);
        channel.<ByteBuf>readOutbound().release();
        assertThat(channel.pipeline().get(HAProxyMessageEncoder.class)).isNull();
        channel.finishAndReleaseAll();
    }

    private static Introduction of(Ends ends) {
        return new Introduction(Optional.of(ends));
    }

    private static byte[] sent(Introduction introduction) {
        EmbeddedChannel channel = channel(introduction);
        ByteBuf header = channel.readOutbound();
        try {
            return ByteBufUtil.getBytes(header);
        } finally {
            header.release();
            channel.finishAndReleaseAll();
        }
    }

    private static EmbeddedChannel channel(Introduction introduction) {
        return new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                introduction.send(context);
            }
        });
    }
}

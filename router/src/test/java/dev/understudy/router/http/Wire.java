package dev.understudy.router.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.util.Arrays;
import java.util.Random;

/** A connection in memory whose sides can be closed one by one. */
final class Wire extends EmbeddedChannel implements DuplexChannel {

    private boolean inputEnded;
    private boolean outputEnded;

    Wire(ChannelHandler... handlers) {
        super(handlers);
    }

    /** What the other side sends, in pieces of a size that is drawn too; as much as is still read. */
    void arrives(byte[] sent, Random random) {
        int most = 1 << random.nextInt(12);
        int from = 0;
        while (from < sent.length && isOpen()) {
            int to = Math.min(sent.length, from + 1 + random.nextInt(most));
            writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(sent, from, to)));
            runPendingTasks();
            from = to;
        }
    }

    /** The other side sends no more. */
    void inputEnds() {
        inputEnded = true;
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        runPendingTasks();
    }

    /** All that was written since. */
    byte[] written() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes).release();
        return bytes;
    }

    /** It is over, whoever ends it. */
    void ends() {
        close();
        runPendingTasks();
        releaseOutbound();
        checkException();
    }

    @Override
    public boolean isInputShutdown() {
        return inputEnded;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        inputEnded = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputEnded;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputEnded = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
        return inputEnded && outputEnded;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        inputEnded = true;
        return shutdownOutput(promise);
    }
}

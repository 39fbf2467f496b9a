package dev.understudy.router.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.LogLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a buffer was collected that nobody had released. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

    private static final int SOME = 200;

    private @Nullable LogLines log;

    @Override
    public void beforeAll(ExtensionContext context) {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        log = LogLines.warningsOf(ResourceLeakDetector.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LogLines lines = log;
        if (lines != null) {
            System.gc();
            // A leak is told when the next buffers are made.
            for (int i = 0; i < SOME; i++) {
                ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(16);
                buffer.release();
            }
            lines.close();
            assertThat(lines.lines()).as("leaks").isEmpty();
        }
    }
}

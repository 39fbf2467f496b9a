package dev.understudy.journal.relay;

import dev.understudy.journal.stream.StreamPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class FakePrimary implements Primary {

    final List<StreamPosition> acknowledged = new ArrayList<>();
    final List<Exception> givenUp = new ArrayList<>();
    boolean gone;

    @Override
    public void acknowledge(StreamPosition position) throws IOException {
        if (gone) {
            throw new IOException("gone");
        }
        acknowledged.add(position);
    }

    @Override
    public void giveUp(Exception reason) {
        givenUp.add(reason);
    }
}

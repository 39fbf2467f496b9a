package dev.understudy.recovery.replay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.changelog.Assembler;

/** What was read from the log, applied or not. */
record Seen(TransactionSet received, String held, long voidRecords, long foreignRecords) {

    static Seen of(Assembler assembler) {
        return new Seen(
                assembler.received(), assembler.held().orElse(""), assembler.voidRecords(), assembler.foreignRecords());
    }
}

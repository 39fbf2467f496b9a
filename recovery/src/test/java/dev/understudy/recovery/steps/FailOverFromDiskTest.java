package dev.understudy.recovery.steps;

/** The old primary has ended, and its disk can be read. */
class FailOverFromDiskTest extends EveryPrefixIsALegalStart {

    @Override
    World world() {
        return World.ended();
    }
}

package dev.understudy.recovery.steps;

/** The old primary has vanished with its disk and its agent. */
class FailOverFromJournalTest extends EveryPrefixIsALegalStart {

    @Override
    World world() {
        return World.vanished();
    }
}

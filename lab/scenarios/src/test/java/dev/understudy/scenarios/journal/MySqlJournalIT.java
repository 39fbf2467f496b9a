package dev.understudy.scenarios.journal;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MySqlJournalIT extends CommitsWaitForTheJournal {

    @Override
    ServerBinaries binaries() {
        return Engines.mysql();
    }
}

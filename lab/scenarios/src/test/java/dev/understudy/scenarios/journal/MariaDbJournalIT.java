package dev.understudy.scenarios.journal;

import dev.understudy.scenarios.Engines;
import dev.understudy.stage.ServerBinaries;

class MariaDbJournalIT extends CommitsWaitForTheJournal {

    @Override
    ServerBinaries binaries() {
        return Engines.mariadb();
    }
}

package dev.understudy.recovery.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Opens the sessions with which a replay writes. */
final class Appliers {

    private Appliers() {}

    static Applier on(Connection connection, Target target) throws SQLException {
        return new Applier(connection, target.engine(), target.cluster(), target.token(), System::currentTimeMillis);
    }

    /** One for each lane. */
    static List<Applier> open(Target target) throws SQLException {
        List<Applier> appliers = new ArrayList<>();
        try {
            for (int i = 0; i < target.lanes(); i++) {
                appliers.add(on(target.connector().open(), target));
            }
            return appliers;
        } catch (SQLException | RuntimeException e) {
            for (Applier applier : appliers) {
                applier.close();
            }
            throw e;
        }
    }
}

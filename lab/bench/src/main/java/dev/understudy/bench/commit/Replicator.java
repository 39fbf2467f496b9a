package dev.understudy.bench.commit;

/** The account of whoever acknowledges; each way has one of its own, by which it is told apart. */
record Replicator(String user, String password) {

    /** For a server that only this process reaches. */
    static Replicator named(String user) {
        return new Replicator(user, "bench");
    }
}

package dev.understudy.bench.replay;

/**
 * CPU time, user and system, s.
 *
 * @param server the database server's
 * @param applier of the process that writes to it; 0 where that is the server itself
 */
record Cpu(double server, double applier) {

    double total() {
        return server + applier;
    }

    Cpu since(Cpu earlier) {
        return new Cpu(server - earlier.server, applier - earlier.applier);
    }
}

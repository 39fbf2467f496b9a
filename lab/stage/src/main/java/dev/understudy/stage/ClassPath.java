package dev.understudy.stage;

/** The two class paths of a distribution: of our own services, and of the broker and the Connect worker. */
enum ClassPath {
    UNDERSTUDY("understudy.jsa"),
    KAFKA("kafka.jsa");

    private final String archive;

    ClassPath(String archive) {
        this.archive = archive;
    }

    /** The name of its class archive under {@code lib}. */
    String archive() {
        return archive;
    }
}

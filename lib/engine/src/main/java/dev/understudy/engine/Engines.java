package dev.understudy.engine;

final class Engines {

    private Engines() {}

    static Engine named(String name) {
        throw new IllegalArgumentException("engine is mysql or mariadb, not '" + name + "'");
    }
}

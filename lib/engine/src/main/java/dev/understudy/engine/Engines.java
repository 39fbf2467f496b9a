package dev.understudy.engine;

final class Engines {

    private static final Engine MYSQL = new MySqlEngine();
    private static final Engine MARIADB = new MariaDbEngine();

    private Engines() {}

    static Engine named(String name) {
        return switch (name) {
            case "mysql" -> MYSQL;
            case "mariadb" -> MARIADB;
            default -> throw new IllegalArgumentException("engine is mysql or mariadb, not '" + name + "'");
        };
    }
}

package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Objects that act by themselves, trigger and event: on the writer, and on no other node. */
final class Watched {

    private final Scene scene;
    private int entries;

    Watched(Scene scene) {
        this.scene = scene;
    }

    void define() throws Exception {
        execute(
                "CREATE DATABASE watched",
                "CREATE TABLE watched.entry (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20))",
                "CREATE TABLE watched.noted (id INT AUTO_INCREMENT PRIMARY KEY, entry INT)",
                "CREATE TRIGGER watched.note AFTER INSERT ON watched.entry FOR EACH ROW"
                        + " INSERT INTO watched.noted (entry) VALUES (NEW.id)",
                "CREATE PROCEDURE watched.enter() INSERT INTO watched.entry (what) VALUES ('by call')",
                "CREATE EVENT watched.daily ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO CALL watched.enter()",
                "CREATE USER 'watcher'@'%' IDENTIFIED BY 'secret'",
                "GRANT SELECT, EXECUTE ON watched.* TO 'watcher'@'%'");
        actsOnce();
    }

    /** The writer's trigger notes an entry once, and so it was with all entries before. */
    void actsOnce() throws SQLException {
        execute("CALL watched.enter()");
        entries++;
        assertThat(scene.number(scene.writer(), "SELECT COUNT(*) FROM watched.entry"))
                .isEqualTo(entries);
        assertThat(scene.number(scene.writer(), "SELECT COUNT(*) FROM watched.noted"))
                .isEqualTo(entries);
        assertThat(scene.number(scene.writer(), "SELECT COUNT(DISTINCT entry) FROM watched.noted"))
                .isEqualTo(entries);
    }

    /** A standby has the definitions, and nothing that acts. */
    void sleepsOn(String standby) throws SQLException {
        assertThat(scene.number(
                        standby, "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = 'watched'"))
                .isZero();
        assertThat(scene.number(standby, "SELECT COUNT(*) FROM understudy.stored_trigger"))
                .isEqualTo(1);
        assertThat(scene.number(standby, "SELECT @@GLOBAL.event_scheduler = 'OFF'"))
                .isEqualTo(1);
        assertThat(scene.number(
                        standby, "SELECT COUNT(*) FROM information_schema.events WHERE event_schema = 'watched'"))
                .isEqualTo(1);
        assertThat(scene.number(standby, "SELECT COUNT(*) FROM mysql.user WHERE user = 'watcher'"))
                .isEqualTo(1);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = scene.system().database(scene.writer()).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlLocatorTest {

    @TempDir
    Path folder;

    private Path server(String version) throws IOException {
        Path program = Files.createFile(
                folder.resolve("mysqld-" + version),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\necho \"mysqld  Ver " + version + " for Linux on x86_64\"\n");
        return program;
    }

    private MysqlLocator locator(Map<String, String> environment) {
        return new MysqlLocator(environment);
    }

    @Test
    void the_path_that_is_given_wins() throws IOException {
        ServerBinaries found =
                locator(Map.of("MYSQLD", "/no/such")).find(server("9.7.1")).orElseThrow();
        assertThat(found.command(folder.resolve("my.cnf")))
                .containsExactly(
                        folder.resolve("mysqld-9.7.1").toString(), "--defaults-file=" + folder.resolve("my.cnf"));
    }

    @Test
    void the_client_lies_beside_the_server() throws IOException {
        Path usr = folder.resolve("usr");
        Files.createDirectories(usr.resolve("sbin"));
        Files.createDirectories(usr.resolve("bin"));
        Path server = Files.move(server("9.7.1"), usr.resolve("sbin/mysqld"));
        Path client = Files.copy(server, usr.resolve("bin/mysql"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(locator(Map.of()).find(server).orElseThrow().client()).contains(List.of(client.toString()));
        assertThat(MySqlBinaries.unpacked(folder).client().orElseThrow())
                .as("by the loader that came with it")
                .startsWith(usr.resolve("lib64/ld-linux-x86-64.so.2").toString())
                .endsWith(client.toString());
    }

    @Test
    void another_series_is_refused_in_one_line() throws IOException {
        Path old = server("8.4.6");
        assertThatThrownBy(() -> locator(Map.of("MYSQLD", old.toString())).find(null))
                .hasMessage("$MYSQLD " + old + " is MySQL 8.4: Understudy supports MySQL 9.7");
    }

    @Test
    void a_path_that_holds_nothing_is_refused() {
        assertThatThrownBy(() -> locator(Map.of()).find(Path.of("/no/such")))
                .hasMessage("--mysqld names /no/such, which is no program that can be run");
    }

    @Test
    void the_cache_folder_follows_the_environment() {
        assertThat(locator(Map.of("XDG_CACHE_HOME", "/c")).cacheFolder()).isEqualTo(Path.of("/c/understudy/mysql-9.7"));
        assertThat(locator(Map.of("HOME", "/h")).cacheFolder()).isEqualTo(Path.of("/h/.cache/understudy/mysql-9.7"));
    }
}

package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a configuration is said in one line for each problem, with exit status 2. */
class BadConfigurationTest {

    private static final String GOOD = """
            kafka: {bootstrap: "127.0.0.1:9092"}
            clusters:
              orders:
                engine: mariadb
                primary: orders-a
                connect: http://127.0.0.1:8083
                nodes:
                  orders-a: {address: "127.0.0.1:3306", host: a, agent: "127.0.0.1:7301"}
                  orders-b: {address: "127.0.0.1:3316", host: b, agent: "127.0.0.1:7302"}
                accounts:
                  recovery: {user: recovery, passwordFile: /nowhere/recovery}
                  agent: {user: agent, passwordFile: /nowhere/agent}
                  fence: {user: fence, passwordFile: /nowhere/fence}
                  connector: {user: connector, passwordFile: /nowhere/connector}
            services:
              shop: {members: {shop-1: "127.0.0.1:8081"}}
            recovery: {cluster: orders, coolDown: 3s}
            router:
              http: {port: 7304}
              listeners:
                - {name: write, port: 6033, cluster: orders, role: writer}
                - {name: web, port: 8080, service: shop}
            """;

    @TempDir
    Path folder;

    @Test
    void a_good_one_has_nothing_wrong() throws IOException {
        CommandRun run = validate(GOOD);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("nothing wrong");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "coolDown: 3s      | coolDwon: 3s       | unknown key 'recovery.coolDwon'",
                "coolDown: 3s      | coolDown: soon     | a duration needs a unit",
                "services:         | servces:           | unknown section 'servces'",
                "engine: mariadb   | engine: oracle     | oracle",
                "primary: orders-a | primary: orders-x  | orders-x",
                "role: writer      | role: boss         | role is writer or reader",
                "port: 8080        | port: 6033         | port 6033 is given to write and to web",
                "port: 8080        | port: 7304         | port 7304 is given to http and to web",
                "port: 8080        | port: 80800        | a port is 0 to 65535",
                "{bootstrap: \"127.0.0.1:9092\"} | {} | bootstrap",
                "members: {shop-1: \"127.0.0.1:8081\"} | members: {} | members is missing",
                "address: \"127.0.0.1:3306\" | address: nowhere | nowhere",
                "cluster: orders, coolDown | coolDown   | cluster",
                "listeners:        | listeners: [       | not valid YAML",
                "cluster: orders, role | cluster: shop, role | listener write names the cluster shop",
                "service: shop}    | service: shoe}     | listener web names the service shoe",
                "service: shop}    | service: shop, balance: {members: {shop-2: {weight: 2}}}} | balances shop-2; shop has [shop-1]",
                "service: shop}    | service: shop, balance: fair} | policy is least-connections",
                "{cluster: orders, coolDown | {cluster: order, coolDown | recovery.cluster names order",
            })
    void one_line_says_what_is_wrong(String good, String bad, String said) throws IOException {
        assertThat(GOOD).contains(good);

        CommandRun run = validate(GOOD.replace(good, bad));

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains(said).startsWith("understudy: ");
        assertThat(run.err().lines()).as("one line").hasSize(1);
        assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void a_keeper_of_a_cluster_that_is_not_there_is_told_which_there_are() throws IOException {
        CommandRun run = validate(GOOD + "journal: {name: k, serverId: 9, cluster: shop}\n");

        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("journal.cluster names shop").contains("[orders]");
    }

    @Test
    void an_agent_beside_a_node_that_is_not_there_is_told_which_there_are() throws IOException {
        CommandRun run = validate(GOOD + "agent: {node: orders-c}\n");

        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("agent.node names orders-c").contains("orders-a, orders-b");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        CommandRun run = CommandRun.of(
                "config", "validate", "--config", folder.resolve("none.yaml").toString());

        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("none.yaml").contains("--config");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void a_bootstrap_address_where_nobody_answers_is_named() throws IOException {
        int dead;
        try (ServerSocket socket = new ServerSocket(0)) {
            dead = socket.getLocalPort();
        }
        Path file = write(GOOD.replace("9092", Integer.toString(dead)));

        CommandRun run = CommandRun.of("config", "validate", "--config", file.toString(), "--connect", "2s");

        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("no Kafka broker answers at 127.0.0.1:" + dead);
        assertThat(run.err().lines()).hasSize(1);
    }

    private CommandRun validate(String yaml) throws IOException {
        return CommandRun.of("config", "validate", "--config", write(yaml).toString());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("understudy.yaml"), yaml);
    }
}

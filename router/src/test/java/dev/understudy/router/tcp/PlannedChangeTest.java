package dev.understudy.router.tcp;

import static dev.understudy.router.Given.A;
import static dev.understudy.router.Given.B;
import static dev.understudy.router.Given.route;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Route.State;
import dev.understudy.router.Await;
import dev.understudy.router.net.LeakCheck;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What established sessions see while a route holds as planned. */
@ExtendWith(LeakCheck.class)
class PlannedChangeTest {

    private final List<String> executed = new CopyOnWriteArrayList<>();

    @Test
    void a_session_between_two_transactions_waits_and_goes_on_where_the_change_is_called_off() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeClient client = greeted(router, a)) {
            ask(client, "one");
            router.tell(route(1, State.HOLDING, null));
            query(client, "two");
            Await.until("it is kept", () -> router.connections.waiting() == 1);
            assertThat(executed).containsExactly("one");

            router.writerIs(2, A, a.address());
            assertThat(client.packet()[0]).as("it is answered").isZero();
            assertThat(executed).containsExactly("one", "two");
            ask(client, "three");
        }
    }

    @Test
    void an_open_transaction_comes_to_its_end_first() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeClient client = greeted(router, a)) {
            ask(client, "begin");
            router.tell(route(1, State.HOLDING, null));
            ask(client, "begin: more");
            ask(client, "commit");
            query(client, "next");
            Await.until("it is kept", () -> router.connections.waiting() == 1);
            assertThat(executed).containsExactly("begin", "begin: more", "commit");
        }
    }

    @Test
    void a_client_that_came_for_one_transaction_gets_it() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeClient client = greeted(router, a)) {
            ask(client, "set autocommit");
            router.tell(route(1, State.HOLDING, null));
            ask(client, "begin");
            ask(client, "commit");
            ask(client, "rollback");
            query(client, "next");
            Await.until("it is kept", () -> router.connections.waiting() == 1);
            assertThat(executed).containsExactly("set autocommit", "begin", "commit", "rollback");
        }
    }

    @Test
    void the_turn_of_the_route_tells_a_waiting_client_that_its_statement_was_not_executed() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeServer b = FakeServer.echo("b");
                FakeClient client = greeted(router, a)) {
            ask(client, "one");
            router.tell(route(1, State.HOLDING, null));
            query(client, "two");
            Await.until("it is kept", () -> router.connections.waiting() == 1);
            router.writerIs(2, B, b.address());

            assertThat(client.refused()).startsWith("1053").contains("was not executed");
            assertThat(client.ends()).isTrue();
            assertThat(executed).containsExactly("one");
        }
    }

    @Test
    void so_does_the_end_of_the_servers_session_and_it_is_no_evidence_against_the_server() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeClient client = greeted(router, a);
                FakeClient idle = router.client()) {
            assertThat(idle.greeted()).isEqualTo("a");
            ask(idle, "zero");
            ask(client, "one");
            router.tell(route(1, State.HOLDING, null));
            query(client, "two");
            Await.until("it is kept", () -> router.connections.waiting() == 1);
            a.close();

            assertThat(client.refused()).startsWith("1053").contains("was not executed");
            assertThat(client.ends()).isTrue();
            assertThat(idle.ends())
                    .as("it is told nothing that it would take for an answer")
                    .isTrue();
            assertThat(router.isFailing(A, a.address())).isFalse();
            Await.until("nothing is left", () -> router.stats.counts().active() == 0);
        }
    }

    @Test
    void what_is_kept_of_a_client_has_a_limit_and_all_of_it_arrives() throws Exception {
        try (TcpRouter router = TcpRouter.start();
                FakeServer a = server();
                FakeClient client = greeted(router, a)) {
            ask(client, "one");
            router.tell(route(1, State.HOLDING, null));
            for (int i = 0; i < 30; i++) {
                query(client, "x".repeat(9_000));
            }
            router.writerIs(2, A, a.address());
            for (int i = 0; i < 30; i++) {
                assertThat(client.packet()[0]).isZero();
            }
            assertThat(executed).hasSize(31);
        }
    }

    private FakeServer server() {
        return FakeServer.start(0, FakeServer.greeting("a"), this::converse);
    }

    private void converse(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                byte[] header = new byte[4];
                in.readFully(header);
                byte[] payload = new byte[(header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16];
                in.readFully(payload);
                String said = new String(payload, 1, payload.length - 1, US_ASCII);
                executed.add(said);
                byte rows = (byte) (said.startsWith("set") ? 0 : 1);
                byte flags = (byte) (said.startsWith("begin") ? 3 : 2);
                socket.getOutputStream().write(new byte[] {7, 0, 0, 1, 0, rows, 0, flags, 0, 0, 0});
            }
        } catch (EOFException e) {
            // The client has gone.
        }
    }

    private static FakeClient greeted(TcpRouter router, FakeServer a) throws Exception {
        router.writerIs(1, A, a.address());
        FakeClient client = router.client();
        assertThat(client.greeted()).isEqualTo("a");
        return client;
    }

    private static void query(FakeClient client, String sql) throws IOException {
        int length = sql.length() + 1;
        byte[] packet = new byte[4 + length];
        packet[0] = (byte) length;
        packet[1] = (byte) (length >> 8);
        packet[4] = 3;
        System.arraycopy(sql.getBytes(US_ASCII), 0, packet, 5, sql.length());
        client.socket().getOutputStream().write(packet);
    }

    private static void ask(FakeClient client, String sql) throws IOException {
        query(client, sql);
        assertThat(client.packet()[0]).isZero();
    }
}

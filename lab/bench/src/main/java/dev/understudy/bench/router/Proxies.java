package dev.understudy.bench.router;

import dev.understudy.bench.FirstRoute;
import dev.understudy.bench.Programs;
import dev.understudy.stage.ChildProcess;
import dev.understudy.stage.ChildSpec;
import dev.understudy.stage.JavaFlags;
import dev.understudy.stage.KafkaCluster;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts an HTTP member, and the proxies before it and one database server, two threads or workers each. Closed before its
 * stage: nginx, when it is killed, leaves its workers behind.
 */
final class Proxies implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CLUSTER = "bench";
    private static final String NODE = "bench-a";
    private static final String STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so";

    private final Stage stage;
    private final String engine;
    private final int database;
    private final List<ChildProcess> peers = new ArrayList<>();
    private final int member;

    /**
     * @param database the port of the server
     */
    Proxies(Stage stage, String engine, int database) throws IOException {
        this.stage = stage;
        this.engine = engine;
        this.database = database;
        this.member = startMember();
    }

    Way direct() {
        return new Way(Way.DIRECT, database, member, Optional.empty());
    }

    Way haproxy() throws IOException {
        int tcp = stage.freePort();
        int http = stage.freePort();
        Path file =
                Files.writeString(stage.folder().etc("haproxy.cfg"), """
                global
                  maxconn 2000
                  nbthread 2
                defaults
                  timeout connect 1s
                  timeout client 1m
                  timeout server 1m
                listen database
                  mode tcp
                  bind 127.0.0.1:%d
                  server %s 127.0.0.1:%d
                listen web
                  mode http
                  option forwardfor
                  http-reuse always
                  bind 127.0.0.1:%d
                  server web-1 127.0.0.1:%d
                """.formatted(tcp, NODE, database, http, member));
        return started(
                "haproxy", List.of(Programs.require("haproxy", "haproxy"), "-db", "-f", file.toString()), tcp, http);
    }

    Way nginx() throws IOException {
        int tcp = stage.freePort();
        int http = stage.freePort();
        Path folder = Files.createDirectories(stage.folder().data("nginx"));
        Path file = Files.writeString(
                stage.folder().etc("nginx.conf"),
                nginxConfig(folder, """
                stream {
                  server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; }
                }
                """.formatted(tcp, database), """
                  upstream web { server 127.0.0.1:%d; keepalive 64; }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://web;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    }
                  }
                """.formatted(member, http)));
        return started("nginx", nginx(file), tcp, http);
    }

    /** nginx that answers from memory. */
    private int startMember() throws IOException {
        int port = stage.freePort();
        Path folder = Files.createDirectories(stage.folder().data("member"));
        Path file = Files.writeString(stage.folder().etc("member.conf"), nginxConfig(folder, "", """
                  server {
                    listen 127.0.0.1:%d backlog=4096;
                    keepalive_requests 1000000;
                    location / { default_type text/plain; return 200 "an answer of the size of a small order, as JSON would be: 0123456789\\n"; }
                  }
                """.formatted(port)));
        start("member", nginx(file), port);
        return port;
    }

    Way ours() throws Exception {
        KafkaCluster kafka = KafkaCluster.start(stage, new KafkaCluster.Options("kafka", 1, List.of()));
        new FirstRoute(CLUSTER, NODE, database).publish(kafka);
        int tcp = stage.freePort();
        int http = stage.freePort();
        int own = stage.freePort();
        String account = "{user: nobody, passwordFile: none}";
        Path file = Files.writeString(stage.folder().etc("router.yaml"), """
                kafka: {bootstrap: "%s"}
                clusters:
                  %s:
                    engine: %s
                    primary: %s
                    connect: http://127.0.0.1:1
                    nodes: {%s: {address: "127.0.0.1:%d"}}
                    accounts: {recovery: %s, agent: %s, fence: %s, connector: %s}
                services:
                  web: {members: {web-1: "127.0.0.1:%d"}}
                router:
                  http: {port: %d}
                  stateDir: %s
                  threads: 2
                  listeners:
                    - {name: write, port: %d, cluster: %s, role: writer}
                    - {name: web, port: %d, service: web}
                """.formatted(
                        kafka.bootstrap(),
                        CLUSTER,
                        engine,
                        NODE,
                        NODE,
                        database,
                        account,
                        account,
                        account,
                        account,
                        member,
                        own,
                        stage.folder().data("router"),
                        tcp,
                        CLUSTER,
                        http));
        ServiceChild router = new ServiceChild(
                stage,
                new ServiceChild.Options(
                        Way.OURS, "router", file, List.of(), Map.of("http", own), JavaFlags.FULLY_COMPILED));
        router.start();
        return new Way(Way.OURS, tcp, http, Optional.of(router.pid()));
    }

    private Way started(String name, List<String> command, int tcp, int http) {
        ChildProcess proxy = start(name, command, http);
        return new Way(name, tcp, http, Optional.of(proxy.pid()));
    }

    private ChildProcess start(String name, List<String> command, int port) {
        ChildProcess child =
                stage.start(ChildSpec.of(name, command, stage.folder().log(name)), "peer", Map.of("tcp", port), null);
        peers.add(child);
        child.awaitReady("accepts connections", PATIENCE, () -> accepts(port));
        return child;
    }

    private static List<String> nginx(Path file) {
        return List.of(
                Programs.require("nginx", "nginx libnginx-mod-stream"), "-c", file.toString(), "-g", "daemon off;");
    }

    private static String nginxConfig(Path folder, String stream, String servers) {
        return """
                load_module %s;
                worker_processes 2;
                pid %s/pid;
                error_log stderr warn;
                events { worker_connections 4096; }
                %s
                http {
                  access_log off;
                  keepalive_requests 1000000;
                  client_body_temp_path %s/body;
                  proxy_temp_path %s/proxy;
                  fastcgi_temp_path %s/fastcgi;
                  uwsgi_temp_path %s/uwsgi;
                  scgi_temp_path %s/scgi;
                %s
                }
                """.formatted(STREAM_MODULE, folder, stream, folder, folder, folder, folder, folder, servers);
    }

    @Override
    public void close() {
        peers.forEach(peer -> peer.stop(PATIENCE));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}

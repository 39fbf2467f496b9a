package dev.understudy.router.haproxy;

import dev.understudy.router.haproxy.plan.Answers;
import dev.understudy.router.haproxy.plan.Shown;
import dev.understudy.router.haproxy.plan.Shown.Admission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One backend with the runtime API of HAProxy 2.6, in memory. Thread-safe. */
public final class FakeHaproxy implements RuntimeApi {

    private static final int CONFIGURED_MAINT = 0x04;
    private static final int FORCED_MAINT = 0x01;
    private static final int FORCED_DRAIN = 0x08;

    private final String backend;
    private final Map<String, Server> servers = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private boolean away;
    private boolean deaf;
    private boolean slow;
    private @Nullable String instead;

    /** Its state is open to tests. */
    public static final class Server {
        public String ip = "127.0.0.1";
        public int port;
        public int bits = CONFIGURED_MAINT | FORCED_MAINT;
        public boolean backup;
        public int sessions;

        public boolean ready() {
            return (bits & (FORCED_MAINT | FORCED_DRAIN)) == 0;
        }

        public boolean maint() {
            return (bits & FORCED_MAINT) != 0;
        }
    }

    public FakeHaproxy(String backend) {
        this.backend = backend;
    }

    /** Adds a server that is disabled, as in the documentation's example. */
    public synchronized FakeHaproxy with(String name, int port) {
        Server server = new Server();
        server.port = port;
        servers.put(name, server);
        return this;
    }

    /** Adds the server for the waiting. */
    public synchronized FakeHaproxy withHold() {
        with("hold", 1);
        server("hold").bits = 0;
        server("hold").backup = true;
        return this;
    }

    public synchronized Server server(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException(name);
        }
        return server;
    }

    /** The commands that were given, and forgets them. */
    public synchronized List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** Answers, and does nothing. */
    synchronized void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    /** Ends one session at a time. */
    public synchronized FakeHaproxy slow() {
        slow = true;
        return this;
    }

    /** Answers this to every question; null ends it. */
    synchronized void answers(@Nullable String text) {
        instead = text;
    }

    /** As its configuration has it: everything that it was told is lost. */
    synchronized void restart() {
        servers.forEach((name, server) -> {
            server.bits = name.equals("hold") ? 0 : CONFIGURED_MAINT | FORCED_MAINT;
            server.sessions = 0;
        });
    }

    /** What its answers say, without the way through text. */
    public synchronized Shown shown() {
        Map<String, Shown.Server> shown = new TreeMap<>();
        servers.forEach((name, server) -> {
            Admission admission = server.maint() ? Admission.MAINT : server.ready() ? Admission.READY : Admission.DRAIN;
            shown.put(name, new Shown.Server(name, server.ip, server.port, admission, server.backup, server.sessions));
        });
        return new Shown(shown);
    }

    @Override
    public synchronized String ask(String command) throws IOException {
        if (away) {
            throw new IOException("connection refused");
        } else if (instead != null) {
            return instead;
        } else if (command.equals(Answers.askState(backend))) {
            return state();
        } else if (command.equals(Answers.askFigures(backend))) {
            return figures();
        }
        told.add(command);
        return deaf ? "\n" : change(command.split(" "));
    }

    private String change(String[] words) {
        String named = words[words[0].equals("set") ? 2 : 3];
        Server server = servers.get(named.substring(named.indexOf('/') + 1));
        if (server == null) {
            return "No such server.\n\n";
        } else if (words[0].equals("shutdown")) {
            server.sessions = slow ? Math.max(0, server.sessions - 1) : 0;
        } else if (words[3].equals("addr")) {
            server.ip = words[4];
            server.port = Integer.parseInt(words[6]);
            return "IP changed by 'stats socket command'\n\n";
        } else {
            server.bits &= CONFIGURED_MAINT;
            server.bits |= words[4].equals("maint") ? FORCED_MAINT : words[4].equals("drain") ? FORCED_DRAIN : 0;
        }
        return "\n";
    }

    private String state() {
        StringBuilder text = new StringBuilder(
                "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_port\n");
        servers.forEach((name, server) ->
                text.append("3 %s 1 %s %s 2 %d %d%n".formatted(backend, name, server.ip, server.bits, server.port)));
        return text.append("\n").toString();
    }

    private String figures() {
        StringBuilder text = new StringBuilder("# pxname,svname,scur,act,bck,type,\n");
        servers.forEach((name, server) ->
                text.append("%s,%s,%d,1,%d,2,%n".formatted(backend, name, server.sessions, server.backup ? 1 : 0)));
        return text.append("\n").toString();
    }
}

package dev.understudy.router.plain;

import static java.util.Objects.requireNonNull;

import dev.understudy.router.net.Seldom;
import dev.understudy.router.net.Serving;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introductions;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.service.Members;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.tls.ServerNames;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Carries clients to the members of services as they are. */
public final class PlainListener implements Serving {

    private final Map<String, Members> services;
    private final ChannelHandler connections;

    /**
     * How clients are served.
     *
     * @param proxy who says of whom a connection is
     */
    public record Options(ProxyProtocol proxy, Times times) {}

    /**
     * How long each is given.
     *
     * @param connectMillis a member, until it accepts
     * @param helloMillis a client of TLS, until it has named its server
     * @param halfOpenMillis for how long a side may be silent whose other side sends no more
     */
    public record Times(int connectMillis, int helloMillis, int halfOpenMillis) {
        public static final Times DEFAULT = new Times(1_000, 5_000, 60_000);
    }

    /** What listeners share. */
    public record Surroundings(Transport transport, LongSupplier clock) {}

    private PlainListener(
            Options options,
            Map<String, Members> services,
            Surroundings around,
            ListenerStats stats,
            Function<Door, ChannelHandler> first) {
        this.services = Map.copyOf(services);
        Door door = new Door(around.transport(), stats, options.proxy().send(), options.times());
        ChannelInitializer<Channel> service = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                stats.accepted();
                client.pipeline().addLast(first.apply(door));
            }
        };
        this.connections = Introductions.before(service, options.proxy(), stats, around.clock());
    }

    /** Whatever clients speak. */
    public static PlainListener of(Options options, Members members, Surroundings around, ListenerStats stats) {
        return new PlainListener(
                options, Map.of(members.name(), members), around, stats, door -> waiting(members, door));
    }

    /**
     * TLS, which passes through.
     *
     * @param names which service each server's name stands for
     * @param services the members of each
     */
    public static PlainListener of(
            Options options,
            PassThrough names,
            Map<String, Members> services,
            Surroundings around,
            ListenerStats stats) {
        Seldom telling = new Seldom(around.clock());
        ServerNames<Optional<Members>> known = names.names(service -> requireNonNull(services.get(service)));
        return new PlainListener(
                options,
                services,
                around,
                stats,
                door -> new Hello<>(
                        new Hello.Directory<>(known, members -> waiting(members, door)),
                        options.times().helloMillis(),
                        stats,
                        telling));
    }

    private static Waiting waiting(Members members, Door door) {
        return new Waiting((client, waiting) -> new Approach(client, waiting, members, door));
    }

    @Override
    public void begin(@Nullable Serving before) {
        if (before instanceof PlainListener known) {
            services.forEach((name, members) -> {
                Members earlier = known.services.get(name);
                if (earlier != null) {
                    members.takeOver(earlier);
                }
            });
        }
    }

    @Override
    public ChannelHandler connections() {
        return connections;
    }

    @Override
    public boolean isOut(String node) {
        return services.values().stream().anyMatch(members -> members.isOut(node));
    }

    /** A client that nobody can serve is let go, and does not wait. */
    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void end() {
        // Nothing is held for those who are not there.
    }
}

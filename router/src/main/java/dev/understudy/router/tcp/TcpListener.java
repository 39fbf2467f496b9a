package dev.understudy.router.tcp;

import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldLimits;
import dev.understudy.router.hold.HoldRoom;
import dev.understudy.router.hold.HoldRoom.Outlook;
import dev.understudy.router.proxy.Introductions;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Role;
import dev.understudy.router.select.Judge;
import dev.understudy.router.select.Selector;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;

/** One port for a cluster's writer or readers. */
public final class TcpListener implements AutoCloseable {

    private final Desk desk;
    private final Selector selector;
    private final Prober prober;
    private final Channel listening;

    /**
     * Where it listens, and for whom.
     *
     * @param address port 0 takes a free one
     * @param proxy who says of whom a connection is
     */
    public record Options(
            InetSocketAddress address,
            String cluster,
            Role role,
            HoldLimits hold,
            BalanceConfig balance,
            ProxyProtocol proxy) {

        /** The least loaded of the readers, and each client speaks for itself. */
        public Options(InetSocketAddress address, String cluster, Role role, HoldLimits hold) {
            this(address, cluster, role, hold, BalanceConfig.defaults(), ProxyProtocol.NONE);
        }
    }

    private TcpListener(
            Options options, LiveTable table, Backends backends, Connections connections, ListenerStats stats)
            throws InterruptedException {
        this.prober = new Prober(backends, options.proxy().send());
        HoldRoom<Session> room =
                new HoldRoom<>(options.hold(), backends.transport().next(), backends.clock(), this::outlook);
        Judge judge = new ReaderJudge(table, backends, options.balance().maxLag());
        this.selector = new Selector(options.balance(), new Selector.Options("reader", judge, backends.shared()));
        this.desk = new Desk(
                options.cluster(),
                options.role(),
                options.hold().time(),
                table,
                backends,
                connections,
                stats,
                room,
                selector,
                options.proxy().send());
        ChannelInitializer<Channel> service = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel client) {
                client.pipeline().addLast(new Waiting(desk));
            }
        };
        this.listening = backends.transport()
                .server(Introductions.before(service, options.proxy(), stats, backends.clock()))
                .bind(options.address())
                .sync()
                .channel();
        table.onChange(this::changed);
    }

    /**
     * @throws java.net.BindException where the port is taken
     */
    public static TcpListener start(
            Options options, LiveTable table, Backends backends, Connections connections, ListenerStats stats)
            throws InterruptedException {
        return new TcpListener(options, table, backends, connections, stats);
    }

    /** The port that was taken. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Whether it has put a node out of its rotation for now. */
    public boolean isOut(String node) {
        return selector.isOut(node);
    }

    /** How many wait. */
    public int waiting() {
        return desk.room().size();
    }

    private void changed() {
        if (!(desk.decide() instanceof Decision.Hold)) {
            desk.room().letAllTry();
        }
    }

    private Outlook outlook() {
        Decision decision = desk.decide();
        if (decision instanceof Decision.Hold hold) {
            hold.doubted().ifPresent(prober::look);
            return Outlook.WAIT;
        }
        return decision instanceof Decision.Connect ? Outlook.ONE_TRIES : Outlook.ALL_TRY;
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly(1_000);
    }
}

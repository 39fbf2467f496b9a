package dev.understudy.router.tcp;

import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldLimits;
import dev.understudy.router.hold.HoldRoom;
import dev.understudy.router.hold.HoldRoom.Outlook;
import dev.understudy.router.net.Serving;
import dev.understudy.router.proxy.Introductions;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Role;
import dev.understudy.router.select.Judge;
import dev.understudy.router.select.Selector;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves the clients of a cluster's writer or readers. */
public final class TcpListener implements Serving {

    private static final long LOOK_EVERY_MILLIS = 100;

    private final Desk desk;
    private final Selector selector;
    private final Prober prober;
    private final ChannelHandler connections;
    private volatile LiveTable.@Nullable Subscription news;

    /**
     * For whom it is.
     *
     * @param proxy who says of whom a connection is
     */
    public record Options(String cluster, Role role, HoldLimits hold, BalanceConfig balance, ProxyProtocol proxy) {

        /** The least loaded of the readers, and each client speaks for itself. */
        public Options(String cluster, Role role, HoldLimits hold) {
            this(cluster, role, hold, BalanceConfig.defaults(), ProxyProtocol.NONE);
        }
    }

    public TcpListener(
            Options options, LiveTable table, Backends backends, Connections connections, ListenerStats stats) {
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
                client.pipeline().addLast(new Waiting((who, waiting) -> new Session(who, waiting, desk)));
            }
        };
        this.connections = Introductions.before(service, options.proxy(), stats, backends.clock());
    }

    @Override
    public void begin(@Nullable Serving before) {
        if (before instanceof TcpListener known && known.desk.cluster().equals(desk.cluster())) {
            selector.takeOver(known.selector, node -> true);
        }
        news = desk.table().onChange(this::changed);
    }

    @Override
    public ChannelHandler connections() {
        return connections;
    }

    @Override
    public boolean isOut(String node) {
        return selector.isOut(node);
    }

    @Override
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

    /** Those who wait hear of changes until the last of them has left. */
    @Override
    public void end() {
        LiveTable.Subscription open = news;
        if (open != null && waiting() == 0) {
            open.end();
        } else if (open != null) {
            desk.backends().transport().next().schedule(this::end, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}

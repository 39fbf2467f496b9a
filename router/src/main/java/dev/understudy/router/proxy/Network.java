package dev.understudy.router.proxy;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Some addresses, IPv4 or IPv6, by what they begin with. Immutable. */
public final class Network {

    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f.:]+)(?:/([0-9]{1,3}))?");

    private final String text;
    private final IpSubnetFilterRule rule;

    private Network(String text, InetAddress address, int bits) {
        this.text = text;
        this.rule = new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    /**
     * @param text {@code 10.0.0.0/8}, {@code fd00::/8}, or one address alone; never a name, which would have to be resolved
     * @throws IllegalArgumentException where it is none of these
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Network of(String text) {
        Matcher written = WRITTEN.matcher(text);
        @Nullable
        InetAddress address = written.matches() ? NetUtil.createInetAddressFromIpAddressString(written.group(1)) : null;
        if (address == null) {
            throw refusal(text);
        }
        int most = address instanceof Inet4Address ? 32 : 128;
        String bits = written.group(2);
        int length = bits == null ? most : Integer.parseInt(bits);
        if (length > most) {
            throw refusal(text);
        }
        return new Network(text, address, length);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException("'" + text + "' is no network: write ADDRESS/BITS, such as 10.0.0.0/8 or"
                + " fd00::/8, or one address");
    }

    boolean has(InetSocketAddress peer) {
        return rule.matches(peer);
    }

    @Override
    public String toString() {
        return text;
    }
}

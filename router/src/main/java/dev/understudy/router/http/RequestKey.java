package dev.understudy.router.http;

import dev.understudy.router.balance.HashRule;
import dev.understudy.router.balance.Hashing;
import dev.understudy.router.net.ClientAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What tells the client of a request apart. */
final class RequestKey {

    private RequestKey() {}

    /** The hash of what the rule names; empty where the request has none. */
    static OptionalLong of(HttpRequest request, Channel client, HashRule rule) {
        String name = rule.name();
        if (name == null) {
            return ClientAddress.key(client);
        }
        String value = rule.by() == HashRule.By.HEADER ? request.headers().get(name) : cookie(request, name);
        return value == null || value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Hashing.of(value));
    }

    /** The first of that name. No decoder: what is between {@code =} and {@code ;} need only be the same each time. */
    private static @Nullable String cookie(HttpRequest request, String name) {
        for (String line : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (String pair : line.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return pair.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }
}

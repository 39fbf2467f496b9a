package dev.understudy.router.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Set;

/** What a proxy changes in a message's head. Pure, but for the message itself. */
final class Headers {

    static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
    static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");

    /** Those that speak of one connection only (RFC 9110, 7.6.1), but for the body's framing. */
    private static final List<AsciiString> HOP_BY_HOP = List.of(
            HttpHeaderNames.CONNECTION,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            HttpHeaderNames.PROXY_AUTHENTICATE,
            HttpHeaderNames.PROXY_AUTHORIZATION,
            HttpHeaderNames.TE,
            HttpHeaderNames.TRAILER,
            HttpHeaderNames.UPGRADE);

    /** A second try of these changes nothing (RFC 9110, 9.2.1). */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Headers() {}

    /**
     * Makes a client's request one that a member is asked.
     *
     * @param client the client's address
     * @param scheme {@code http} or {@code https}: how the client has asked here
     * @param service stands in for the host where an old client names none: HTTP/1.1 needs one
     */
    static void forMember(HttpRequest request, String client, String scheme, String service) {
        HttpHeaders headers = request.headers();
        dropHopByHop(headers);
        headers.remove(HttpHeaderNames.EXPECT);
        // Only who has seen it can tell.
        headers.remove(ClientCertificate.HEADER);
        List<String> before = headers.getAll(FORWARDED_FOR);
        headers.set(FORWARDED_FOR, before.isEmpty() ? client : String.join(", ", before) + ", " + client);
        if (!headers.contains(FORWARDED_PROTO)) {
            headers.set(FORWARDED_PROTO, scheme);
        }
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null) {
            headers.set(HttpHeaderNames.HOST, service);
        } else if (!headers.contains(FORWARDED_HOST)) {
            headers.set(FORWARDED_HOST, host);
        }
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }

    /**
     * Makes a member's answer one for the client.
     *
     * @return whether the client's connection can be used again
     */
    static boolean forClient(HttpResponse response, HttpRequest request, boolean clientKeeps, boolean chunks) {
        dropHopByHop(response.headers());
        response.setProtocolVersion(HttpVersion.HTTP_1_1);
        boolean delimited = hasNoBody(response, request) || HttpUtil.isContentLengthSet(response);
        if (!delimited && chunks) {
            HttpUtil.setTransferEncodingChunked(response, true);
            delimited = true;
        } else if (!delimited) {
            HttpUtil.setTransferEncodingChunked(response, false);
        }
        boolean keeps = clientKeeps && delimited;
        if (!keeps) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        } else if (!chunks) {
            response.headers().set(HttpHeaderNames.CONNECTION, "keep-alive");
        }
        return keeps;
    }

    /** Whether the answer's end can be told without the end of its connection. */
    static boolean isDelimited(HttpResponse response, HttpRequest request) {
        return hasNoBody(response, request)
                || HttpUtil.isContentLengthSet(response)
                || HttpUtil.isTransferEncodingChunked(response);
    }

    static boolean isSafe(HttpRequest request) {
        return SAFE.contains(request.method());
    }

    private static boolean hasNoBody(HttpResponse response, HttpRequest request) {
        int status = response.status().code();
        return status == 101
                || status == 204
                || status == 304
                || request.method().equals(HttpMethod.HEAD);
    }

    private static void dropHopByHop(HttpHeaders headers) {
        for (String list : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : list.split(",")) {
                String named = name.strip();
                // What frames the body is not a client's to take away.
                boolean frames = HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(named)
                        || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(named)
                        || HttpHeaderNames.HOST.contentEqualsIgnoreCase(named);
                if (!named.isEmpty() && !frames) {
                    headers.remove(named);
                }
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }
}

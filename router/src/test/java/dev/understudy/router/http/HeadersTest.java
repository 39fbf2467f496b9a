package dev.understudy.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private final HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    private final HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);

    @Test
    void what_speaks_of_one_connection_only_is_not_passed_on() {
        request.headers()
                .set("Connection", "close, X-Mine")
                .set("X-Mine", "1")
                .set("Keep-Alive", "timeout=5")
                .set("Proxy-Connection", "keep-alive")
                .set("Proxy-Authorization", "Basic x")
                .set("TE", "trailers")
                .set("Upgrade", "websocket")
                .set("Expect", "100-continue")
                .set("X-Other", "2");
        Headers.forMember(request, "10.0.0.9", "http", "orders");
        assertThat(request.headers().names())
                .containsExactlyInAnyOrder("X-Other", "x-forwarded-for", "x-forwarded-proto", "host");
    }

    @Test
    void a_client_cannot_take_the_framing_away() {
        request.headers()
                .set("Connection", "Content-Length, transfer-encoding , HOST,,")
                .set("Content-Length", "5")
                .set("Host", "shop");
        Headers.forMember(request, "10.0.0.9", "http", "orders");
        assertThat(request.headers().get("Content-Length")).isEqualTo("5");
        assertThat(request.headers().get("Host")).isEqualTo("shop");
    }

    @Test
    void the_member_is_told_who_asked_and_for_what() {
        request.headers().set("Host", "shop.example");
        Headers.forMember(request, "10.0.0.9", "http", "orders");
        assertThat(request.headers().get("X-Forwarded-For")).isEqualTo("10.0.0.9");
        assertThat(request.headers().get("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.headers().get("X-Forwarded-Host")).isEqualTo("shop.example");
    }

    @Test
    void what_earlier_proxies_said_is_kept_however_many_lines_it_takes() {
        request.headers()
                .add("X-Forwarded-For", "1.1.1.1")
                .add("X-Forwarded-For", "2.2.2.2, 3.3.3.3")
                .set("X-Forwarded-Proto", "https")
                .set("X-Forwarded-Host", "first.example")
                .set("Host", "shop.example");
        Headers.forMember(request, "10.0.0.9", "http", "orders");
        assertThat(request.headers().getAll("X-Forwarded-For")).containsExactly("1.1.1.1, 2.2.2.2, 3.3.3.3, 10.0.0.9");
        assertThat(request.headers().get("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(request.headers().get("X-Forwarded-Host")).isEqualTo("first.example");
    }

    @Test
    void an_old_client_without_a_host_asks_like_a_new_one_with_one() {
        request.setProtocolVersion(HttpVersion.HTTP_1_0);
        Headers.forMember(request, "10.0.0.9", "http", "orders");
        assertThat(request.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(request.headers().get("Host")).isEqualTo("orders");
    }

    @Test
    void an_answer_with_a_length_keeps_the_clients_connection() {
        response.headers().set("Content-Length", "5").set("Connection", "close");
        assertThat(Headers.forClient(response, request, true, true)).isTrue();
        assertThat(response.headers().contains("Connection")).isFalse();
    }

    @Test
    void an_answer_without_a_length_is_chunked_for_those_who_know_it() {
        assertThat(Headers.isDelimited(response, request)).isFalse();
        assertThat(Headers.forClient(response, request, true, true)).isTrue();
        assertThat(response.headers().get("Transfer-Encoding")).isEqualTo("chunked");
    }

    @Test
    void for_an_old_client_it_ends_with_the_connection() {
        response.headers().set("Transfer-Encoding", "chunked");
        assertThat(Headers.forClient(response, request, true, false)).isFalse();
        assertThat(response.headers().contains("Transfer-Encoding")).isFalse();
        assertThat(response.headers().get("Connection")).isEqualTo("close");
    }

    @Test
    void an_old_client_that_asks_for_it_keeps_its_connection() {
        response.headers().set("Content-Length", "5");
        assertThat(Headers.forClient(response, request, true, false)).isTrue();
        assertThat(response.headers().get("Connection")).isEqualTo("keep-alive");
    }

    @Test
    void a_client_that_closes_is_told_so() {
        response.headers().set("Content-Length", "5");
        assertThat(Headers.forClient(response, request, false, true)).isFalse();
        assertThat(response.headers().get("Connection")).isEqualTo("close");
    }

    @Test
    void answers_that_have_no_body_need_no_length() {
        for (HttpResponseStatus status :
                new HttpResponseStatus[] {HttpResponseStatus.NO_CONTENT, HttpResponseStatus.NOT_MODIFIED}) {
            HttpResponse empty = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
            assertThat(Headers.forClient(empty, request, true, true)).isTrue();
            assertThat(empty.headers().contains("Transfer-Encoding")).isFalse();
        }
        request.setMethod(HttpMethod.HEAD);
        assertThat(Headers.isDelimited(response, request)).isTrue();
        assertThat(Headers.forClient(response, request, true, true)).isTrue();
        assertThat(response.headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    void only_what_changes_nothing_is_safe_to_repeat() {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertThat(Headers.isSafe(request.setMethod(HttpMethod.valueOf(method))))
                    .isTrue();
        }
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "FOO"}) {
            assertThat(Headers.isSafe(request.setMethod(HttpMethod.valueOf(method))))
                    .isFalse();
        }
    }
}

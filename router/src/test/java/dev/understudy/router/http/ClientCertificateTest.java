package dev.understudy.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class ClientCertificateTest {

    @Test
    void a_name_cannot_leave_its_quotation_marks_nor_its_line() {
        X500Principal hostile = new X500Principal("CN=\"a\\\";Hash=00\", O=Caf\u00e9");
        assertThat(ClientCertificate.ascii(hostile.getName(X500Principal.RFC2253)))
                .isEqualTo("CN=a\\\"\\;Hash\\=00,O=Caf\\C3\\A9");
        assertThat(ClientCertificate.ascii("CN=a\r\nX: y")).isEqualTo("CN=a\\0D\\0AX: y");
    }
}

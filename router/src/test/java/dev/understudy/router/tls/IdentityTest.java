package dev.understudy.router.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // given by the framework
class IdentityTest {

    @TempDir
    Path folder;

    private Authority authority;
    private TlsConfig.Files files;

    @BeforeEach
    void write() throws Exception {
        authority = new Authority("ours");
        files = Authority.write(folder, "shop", authority.server("shop.example", "*.shop.example"));
    }

    @Test
    void a_certificate_says_whom_it_speaks_for() throws Exception {
        Identity identity = Identity.read(files);
        assertThat(identity.names()).containsExactly("shop.example", "*.shop.example");
        assertThat(identity.toString()).doesNotContain("Key");
    }

    @Test
    void a_key_of_rsa_will_do() throws Exception {
        X509Bundle rsa = new CertificateBuilder()
                .rsa2048()
                .subject("CN=rsa")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Identity identity = Identity.read(Authority.write(folder, "rsa", rsa));
        assertThat(identity.key().getAlgorithm()).isEqualTo("RSA");
        assertThat(identity.names()).isEmpty();
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        TlsConfig.Files other = Authority.write(folder, "other", authority.server("other.example"));
        assertThatThrownBy(() -> Identity.read(new TlsConfig.Files(files.certificate(), other.key())))
                .isInstanceOf(UnusableTls.class)
                .hasMessageContaining("other.key is not the key of the first certificate in")
                .hasMessageContaining("put the two that belong together there");
    }

    @Test
    void one_line_says_which_file_and_what_to_do() throws Exception {
        refused("does not exist", folder.resolve("nowhere.pem"), files.key());
        refused("does not exist", files.certificate(), folder.resolve("nowhere.key"));
        refused("has no certificate that can be read", text("empty.pem", ""), files.key());
        refused("has no certificate that can be read", text("no.pem", "no certificate"), files.key());
        refused("openssl pkcs8 -topk8 -nocrypt", files.certificate(), files.certificate());
        refused(
                "openssl pkcs8 -topk8 -nocrypt",
                files.certificate(),
                text("old.key", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"));
        refused(
                "is not the key of",
                files.certificate(),
                text("damaged.key", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"));
    }

    private void refused(String why, Path certificate, Path key) {
        assertThatThrownBy(() -> Identity.read(new TlsConfig.Files(certificate, key)))
                .isInstanceOf(UnusableTls.class)
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("\n", "c2VjcmV0", "secret");
    }

    private Path text(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }
}

package dev.understudy.router.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.router.net.Ends;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** PROXY headers, byte by byte as the protocol's text has them and without the codec that is tested with them. */
public final class HeaderBytes {

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private HeaderBytes() {}

    public static byte[] v1(Ends ends) {
        InetAddress from = ends.from().getAddress();
        String family = from.getAddress().length == 4 ? "TCP4" : "TCP6";
        return text("PROXY " + family + " " + from.getHostAddress() + " "
                + ends.to().getAddress().getHostAddress() + " " + ends.from().getPort() + " "
                + ends.to().getPort() + "\r\n");
    }

    public static byte[] v2(Ends ends, byte... more) {
        byte[] from = ends.from().getAddress().getAddress();
        ByteArrayOutputStream addresses = new ByteArrayOutputStream();
        addresses.writeBytes(from);
        addresses.writeBytes(ends.to().getAddress().getAddress());
        port(addresses, ends.from().getPort());
        port(addresses, ends.to().getPort());
        addresses.writeBytes(more);
        return struct(0x21, from.length == 4 ? 0x11 : 0x21, addresses.toByteArray());
    }

    public static byte[] local() {
        return struct(0x20, 0, new byte[0]);
    }

    static byte[] struct(int versionAndCommand, int family, byte[] rest) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(versionAndCommand);
        header.write(family);
        port(header, rest.length);
        header.writeBytes(rest);
        return header.toByteArray();
    }

    public static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    public static byte[] both(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** From port 4711, to port 3306. */
    public static Ends ends(String from, String to) {
        return new Ends(at(from, 4711), at(to, 3306));
    }

    static InetSocketAddress at(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void port(ByteArrayOutputStream out, int port) {
        out.write(port >>> 8);
        out.write(port);
    }
}

package softac.lab.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests as bytes: what a client library would not send. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawHttp() {}

    /**
     * An answer.
     *
     * @param status 0 when the server hung up without a word
     * @param text head and body
     */
    record Answer(int status, String text) {
        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    static Socket connect(URI server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends a request and reads until the server hangs up; ask it to with {@code Connection: close}. */
    static Answer send(URI server, String request) throws IOException {
        return send(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Answer send(URI server, byte[] request) throws IOException {
        try (Socket socket = connect(server)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                socket.getInputStream().transferTo(all);
            } catch (SocketException e) {
                // it hung up before it had read everything
            } catch (SocketTimeoutException e) {
                throw new IOException("no answer within 10 s", e);
            }
            String text = all.toString(StandardCharsets.ISO_8859_1);
            return new Answer(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
        }
    }

    /** {@code GET path} as a browser would send it, with more lines of head. */
    static Answer get(URI server, String path, String... more) throws IOException {
        return send(server, "GET " + path + " HTTP/1.1\r\n" + head(server, more));
    }

    static String head(URI server, String... more) {
        StringBuilder lines = new StringBuilder("Host: 127.0.0.1:" + server.getPort() + "\r\nConnection: close\r\n");
        for (String line : more) {
            lines.append(line).append("\r\n");
        }
        return lines.append("\r\n").toString();
    }
}

package dev.tripod.cases;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tripod.testing.Browser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;

/** A WebSocket written by hand, for what no library does: frames without an end, a reader that stops. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int PATIENCE_MILLISECONDS = 20_000;
    private static final int SMALL_BUFFER = 4_096;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String head;

    /** What the server ended with. */
    record End(int code, String reason) {}

    private record Frame(int opcode, ByteBuffer payload) {}

    /** Shakes hands as a page of the server's own does, behind a proxy that names this address. */
    RawSocket(URI server, Browser who, String room, String address) {
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.write(("GET /ws/rooms/" + room + " HTTP/1.1\r\nHost: " + server.getAuthority()
                            + "\r\nOrigin: " + server + "\r\nCookie: " + who.cookieHeader() + "\r\nX-Forwarded-For: "
                            + address + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                            + "\r\nSec-WebSocket-Protocol: tripod.v1"
                            + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(US_ASCII));
            out.flush();
            head = readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        var read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append((char) in.readUnsignedByte());
        }
        return read.toString();
    }

    /** Of the answer to the handshake: 101 when the socket is open. */
    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The head of the answer to the handshake. */
    String head() {
        return head;
    }

    /** Sends a whole text frame. */
    RawSocket say(String text) throws IOException {
        send(TEXT, true, text.getBytes(UTF_8));
        return this;
    }

    /** Sends a frame; a message goes on after it unless it is the last. */
    void send(int opcode, boolean last, byte[] payload) throws IOException {
        begin(opcode, last, payload.length);
        write(payload);
    }

    /** Sends the head of a frame of so many bytes, masked with zeros. */
    void begin(int opcode, boolean last, long length) throws IOException {
        out.writeByte((last ? 0x80 : 0) | opcode);
        if (length < 126) {
            out.writeByte(0x80 | (int) length);
        } else if (length < 1 << 16) {
            out.writeByte(0x80 | 126);
            out.writeShort((int) length);
        } else {
            out.writeByte(0x80 | 127);
            out.writeLong(length);
        }
        out.writeInt(0);
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The text of the next frame that is one. */
    String next() {
        try {
            for (var frame = read(); ; frame = read()) {
                if (frame.opcode() == TEXT) {
                    return UTF_8.decode(frame.payload()).toString();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server ends the connection. */
    End end() {
        try {
            for (var frame = read(); ; frame = read()) {
                if (frame.opcode() == CLOSE) {
                    var code = frame.payload().getShort() & 0xffff;
                    return new End(code, UTF_8.decode(frame.payload()).toString());
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server did not end the connection", e);
        } catch (IOException e) {
            return new End(NO_CLOSE_FRAME, "");
        }
    }

    private Frame read() throws IOException {
        var opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return new Frame(opcode, ByteBuffer.wrap(payload));
    }

    /** Breaks the connection without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

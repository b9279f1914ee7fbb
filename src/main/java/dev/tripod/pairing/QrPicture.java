package dev.tripod.pairing;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A link as a QR: dark on white with the four modules of margin that scanners want, whatever stands around it. */
final class QrPicture {
    private static final int MARGIN = 4;
    private static final int PIXELS_PER_MODULE = 8;
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0x000000;

    private final QrCode code;
    private final int size;

    QrPicture(String link) {
        code = QrCode.encodeText(link, QrCode.Ecc.MEDIUM);
        size = code.size + 2 * MARGIN;
    }

    /** One unit per module; the dark ones are one path. */
    String svg() {
        var dark = new StringBuilder();
        for (var y = 0; y < size; y++) {
            for (var x = 0; x < size; x++) {
                if (dark(x, y)) {
                    dark.append("M%d,%dh1v1h-1z".formatted(x, y));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges" role="img">\
                <title>QR code of the link</title>\
                <rect width="100%%" height="100%%" fill="#fff"/><path fill="#000" d="%2$s"/></svg>
                """
                .formatted(size, dark);
    }

    byte[] png() {
        var pixels = size * PIXELS_PER_MODULE;
        var image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_BINARY);
        for (var y = 0; y < pixels; y++) {
            for (var x = 0; x < pixels; x++) {
                image.setRGB(x, y, dark(x / PIXELS_PER_MODULE, y / PIXELS_PER_MODULE) ? BLACK : WHITE);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private boolean dark(int x, int y) {
        return code.getModule(x - MARGIN, y - MARGIN);
    }
}

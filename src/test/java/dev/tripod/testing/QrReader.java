package dev.tripod.testing;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads pictures of QR codes. */
public final class QrReader {
    /** There is nothing to find in the picture; finding it, as in what a camera sees, misses one in two hundred. */
    private static final Map<DecodeHintType, Boolean> THE_CODE_ALONE = Map.of(DecodeHintType.PURE_BARCODE, true);

    private QrReader() {}

    /** The text in a PNG that shows a code and nothing else. */
    public static String read(byte[] png) {
        try {
            var source = new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(png)));
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)), THE_CODE_ALONE)
                    .getText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReaderException e) {
            throw new AssertionError("There is no QR code to be read", e);
        }
    }
}

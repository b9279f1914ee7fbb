package dev.tripod.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrPictureTest {
    private static final String LINK = "https://tripod.example/camera#v1.0123456789abcdefABCDEF";

    private final QrPicture picture = new QrPicture(LINK);

    @Test
    void isReadAsItsLink() throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(picture.png()));

        var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
        assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(LINK);
    }

    @Test
    void isDarkOnWhiteWithFourModulesOfMargin() throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(picture.png()));

        assertThat(image.getRGB(31, 31) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(image.getRGB(32, 32) & 0xFFFFFF).isZero();
    }

    @Test
    void isTheSamePictureAsSvg() {
        assertThat(picture.svg())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains("<title>QR code of the link</title>", "fill=\"#fff\"", "d=\"M4,4h1v1h-1z")
                .doesNotContain("script", "style");
    }
}

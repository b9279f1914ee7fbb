package dev.tripod.testing;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/** One page of ours as a person uses it: what it shows, what it is in, what it complains of. */
public final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The sum of a small copy of the picture; changes when the picture does. */
    private static final String PICTURE = "selector => { const video = document.querySelector(selector);"
            + " if (!video || video.readyState < 2 || !video.videoWidth) return '';"
            + " const canvas = document.createElement('canvas'); canvas.width = 64; canvas.height = 48;"
            + " const context = canvas.getContext('2d'); context.drawImage(video, 0, 0, 64, 48);"
            + " return Array.from(context.getImageData(0, 0, 64, 48).data)"
            + ".reduce((sum, byte) => (sum * 31 + byte) % 1000000007, 7).toString(); }";

    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Opens an address in a browser profile. */
    public Tab(BrowserContext profile, String address) {
        page = profile.newPage();
        page.setDefaultTimeout((double) PATIENCE.toMillis());
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")
                    && !message.text().startsWith("WebSocket connection to")) {
                complaints.add(message.text());
            }
        });
        page.navigate(address);
    }

    public Page page() {
        return page;
    }

    /** Waits until the page is in one of these states. */
    public Tab awaitState(String... states) {
        var selectors = java.util.Arrays.stream(states)
                .map(state -> "html[data-state='" + state + "']")
                .collect(java.util.stream.Collectors.joining(", "));
        try {
            page.waitForSelector(selectors, attached());
        } catch (TimeoutError e) {
            keep("unexpected");
            throw new AssertionError(
                    page.url() + " is " + page.getAttribute("html", "data-state") + " and not "
                            + String.join(", ", states) + "; it complains of " + complaints,
                    e);
        }
        return this;
    }

    /** Waits until the page's socket is {@code connecting}, {@code open} or {@code closed}. */
    public Tab awaitSocket(String state) {
        page.waitForSelector("html[data-socket='" + state + "']", attached());
        return this;
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
    }

    public Locator find(String selector) {
        return page.locator(selector);
    }

    public Tab click(String selector) {
        find(selector).click();
        return this;
    }

    /** Keeps a picture of the page for people to look at. */
    public Tab keep(String name) {
        Chromium.keep(page, name);
        return this;
    }

    /** The text of the QR code that the element shows, read from its picture as a phone does. */
    public String readQr(String selector) {
        page.waitForSelector(selector, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var image = ImageIO.read(new ByteArrayInputStream(find(selector).screenshot()));
                var text = decode(image);
                if (text.isPresent()) {
                    return text.get();
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("No QR code can be read from " + selector);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            page.waitForTimeout(100);
        }
    }

    /** By each of the reader's ways to tell dark from light: either alone fails on a few of many pictures. */
    private static Optional<String> decode(BufferedImage image) {
        var source = new BufferedImageLuminanceSource(image);
        for (var binarizer : List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))) {
            for (var hint : List.of(DecodeHintType.TRY_HARDER, DecodeHintType.PURE_BARCODE)) {
                try {
                    var hints = Map.of(hint, Boolean.TRUE);
                    return Optional.of(new QRCodeReader()
                            .decode(new BinaryBitmap(binarizer), hints)
                            .getText());
                } catch (ReaderException e) {
                    // The next way, then the next picture.
                }
            }
        }
        return Optional.empty();
    }

    /** Waits until the video's picture has changed several times. */
    public Tab awaitMovingPicture(String video) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var pictures = new java.util.HashSet<String>();
        while (pictures.size() < 4) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "The picture of " + video + " does not move on " + page.url() + ", " + complaints);
            }
            var picture = (String) page.evaluate(PICTURE, video);
            if (!picture.isEmpty()) {
                pictures.add(picture);
            }
            page.waitForTimeout(50);
        }
        return this;
    }

    /** Errors on the console, breaches of the content security policy among them. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }
}

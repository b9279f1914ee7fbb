package dev.tripod.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** The tabs of one story, each in a profile of its own as on a device of its own. */
public final class Stage implements AutoCloseable {
    private final Chromium chromium;
    private final List<BrowserContext> profiles = new ArrayList<>();
    private final List<Tab> tabs = new ArrayList<>();

    public Stage(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Opens an address on a desktop. */
    public Tab desktop(String address) {
        return tab(1280, 800, ColorScheme.LIGHT, address);
    }

    /** Opens an address on a phone. */
    public Tab phone(String address) {
        return tab(390, 844, ColorScheme.LIGHT, address);
    }

    /** Opens an address in a window of this size, in pixels. */
    public Tab tab(int width, int height, ColorScheme scheme, String address) {
        var profile = chromium.profile(width, height, scheme);
        profiles.add(profile);
        var tab = new Tab(profile, address);
        tabs.add(tab);
        return tab;
    }

    /** What all tabs have written to their consoles that nobody should see there. */
    public List<String> complaints() {
        return tabs.stream().flatMap(tab -> tab.complaints().stream()).toList();
    }

    @Override
    public void close() {
        profiles.forEach(BrowserContext::close);
    }
}

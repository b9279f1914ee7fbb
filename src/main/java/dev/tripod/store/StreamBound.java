package dev.tripod.store;

/**
 * {@code MAXLEN [= | ~] n} as XADD and XTRIM take it. Where about so many entries may stay, exactly so many do.
 *
 * @param next the place of the first word after it
 */
record StreamBound(long most, int next) {
    static StreamBound read(Arguments words, int place) {
        if (!words.option(place).equals("MAXLEN")) {
            throw RefusedException.syntax();
        }
        var number = words.following(place);
        var sign = words.text(number);
        if ((sign.equals("=") || sign.equals("~")) && number + 1 < words.count()) {
            number++;
        }
        var most = words.integer(number);
        if (most < 0) {
            throw new RefusedException("ERR The MAXLEN argument must be >= 0.");
        }
        return new StreamBound(most, number + 1);
    }
}

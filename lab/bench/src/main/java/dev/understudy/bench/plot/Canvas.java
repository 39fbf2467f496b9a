package dev.understudy.bench.plot;

/** The sheet that charts are drawn on. Pure. */
final class Canvas {

    private Canvas() {}

    static String svg(int width, int height, CharSequence charts) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" + charts + "</svg>\n";
    }
}

package io.pymap.transcript;

/** A connection's lines as text: who says them, and remarks in between. */
final class LogText {

    private final StringBuilder out;
    private boolean secure;
    private boolean open; // the text ends in the middle of a line
    private boolean byClient;

    /** @param header with the end of its line */
    LogText(String header) {
        out = new StringBuilder(header);
    }

    void line(Line line) {
        if (line.secure() && !secure) {
            remark("TLS");
            secure = true;
        }
        if (byClient != line.fromClient()) {
            endLine();
        }
        byClient = line.fromClient();
        String text = PrintedOctets.text(line.octets()).replace("\r\n", "\n");
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) + 1;
            int to = end == 0 ? text.length() : end;
            out.append(open ? "" : byClient ? "C: " : "S: ").append(text, from, to);
            open = end == 0;
            from = to;
        }
    }

    void remark(String text) {
        endLine();
        out.append("# ").append(text).append('\n');
    }

    private void endLine() {
        if (open) {
            out.append('\n');
            open = false;
        }
    }

    String end() {
        endLine();
        return out.toString();
    }
}

package io.pymap.variation;

import io.pymap.variation.Token.Element;
import io.pymap.variation.Token.Form;
import io.pymap.variation.Token.Group;
import io.pymap.variation.Token.Text;
import io.pymap.variation.Token.Word;
import java.util.List;

/** Writes the tokens of a response. */
final class TokenWriter {

    private TokenWriter() {}

    /** With CR LF. */
    static String response(List<Element> elements) {
        StringBuilder out = new StringBuilder();
        write(elements, out);
        return out.append("\r\n").toString();
    }

    private static void write(List<Element> elements, StringBuilder out) {
        for (Element element : elements) {
            if (element.spaced()) {
                out.append(' ');
            }
            write(element.token(), out);
        }
    }

    private static void write(Token token, StringBuilder out) {
        if (token instanceof Word word) {
            out.append(word.text());
        } else if (token instanceof Group group) {
            out.append('(');
            write(group.elements(), out);
            out.append(')');
        } else if (token instanceof Text text && text.form() == Form.QUOTED) {
            out.append('"')
                    .append(text.value().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else if (token instanceof Text text) {
            out.append(text.form() == Form.LITERAL8 ? "~{" : "{")
                    .append(text.value().length())
                    .append("}\r\n")
                    .append(text.value());
        }
    }
}

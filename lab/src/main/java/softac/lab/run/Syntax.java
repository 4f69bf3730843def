package softac.lab.run;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Why a text is not YAML, and in which line. The parser spreads that over several lines, of which the first says only what it
 * was doing, and Jackson knows the place of what was read before.
 */
public final class Syntax {
    private static final Pattern NO_BEGINNING = Pattern.compile("found character '(.+)' that cannot start any token.*");

    private Syntax() {}

    /**
     * Where it is wrong.
     *
     * @return the line from 1 on, 0 where none is known
     */
    public static int line(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return line(marked.getProblemMark().get());
        }
        boolean unknown = e.getLocation() == null || e.getCause() instanceof ReaderException; // that one reads ahead
        return unknown ? 0 : Math.max(0, e.getLocation().getLineNr());
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /** What is wrong, in one line. */
    public static String problem(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            return problem(marked).replaceAll("\\s+", " ");
        }
        if (e.getCause() instanceof YamlVersionException version) {
            SpecVersion given = version.getSpecVersion();
            return "YAML " + given.getMajor() + "." + given.getMinor() + " is not known: leave the line %YAML away";
        }
        if (e.getCause() instanceof ReaderException reader) {
            return String.format(Locale.ROOT, "a character that no text has, U+%04X", reader.getCodePoint());
        }
        String problem = e.getOriginalMessage().lines().findFirst().orElse("");
        return e instanceof StreamConstraintsException
                ? problem.replaceAll(", from [`'][^`']*[`']", "") // a method of Java's
                : problem.replaceFirst("^[\\w.]+Exception: ", "");
    }

    private static String problem(MarkedYamlEngineException marked) {
        Matcher character = NO_BEGINNING.matcher(marked.getProblem());
        if (character.matches()) {
            return character.group(1).startsWith("\\t")
                    ? "a tab, where only spaces may stand"
                    : "a value that begins with '" + character.group(1) + "' must stand in quotes";
        }
        if (marked.getContext() == null) {
            return marked.getProblem();
        }
        String begun = marked.getContextMark()
                .map(mark -> ", which begins in line " + line(mark))
                .orElse("");
        return marked.getProblem() + " " + marked.getContext() + begun;
    }
}

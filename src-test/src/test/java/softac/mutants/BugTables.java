package softac.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/book/bugs.md}, each between {@code <!-- table:name -->} and {@code <!-- end -->}. */
final class BugTables {
    private static final String PLACE = "docs/book/bugs.md";

    private BugTables() {}

    private static Path file() {
        return Path.of(System.getProperty("softac.root")).resolve(PLACE);
    }

    /** The rules' mistakes and what the certificate names. */
    static String rules() {
        return "| mistake | in | named by the certificate |\n|---|---|---|\n"
                + RuleMutants.all()
                        .map(planted -> "| " + cell(planted.toString()) + " | " + place(planted.mutant()) + " | "
                                + (planted.operations().isEmpty()
                                        ? "*disagrees*; every rule by itself is right"
                                        : planted.operations().stream()
                                                .map(operation -> "`" + operation + "`")
                                                .collect(Collectors.joining(", ")))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    /** The losses' mistakes, what catches them, and whether a certificate would. */
    static String losses() {
        return "| mistake | in | caught by | certificate |\n|---|---|---|---|\n"
                + LossMutants.all()
                        .map(planted -> "| " + cell(planted.toString()) + " | " + place(planted.mutant()) + " | "
                                + catchers(planted) + " | " + (planted.isInvisible() ? "blind" : "digits lost")
                                + " |\n")
                        .collect(Collectors.joining());
    }

    /** What catches a mistake, as a reader finds it. */
    static String catchers(LossMutants.Planted planted) {
        return planted.caughtBy().stream()
                .map(catcher -> catcher.startsWith("golden ")
                        ? "`GoldenTest`: " + catcher.substring("golden ".length())
                        : catcher.equals(LossMutants.DEPENDENCIES)
                                ? "dependency table"
                                : "`" + catcher.substring(catcher.lastIndexOf('.') + 1) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String place(Mutant mutant) {
        return "`" + Path.of(mutant.file()).getFileName().toString().replace(".java", "") + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static Matcher table(String name, String text) {
        Matcher table = Pattern.compile("(?<=<!-- table:" + name + " -->\n).*?(?=<!-- end -->)", Pattern.DOTALL)
                .matcher(text);
        if (!table.find()) {
            throw new IllegalStateException(PLACE + ": needs <!-- table:" + name + " --> and <!-- end -->");
        }
        return table;
    }

    /** What stands in the book. */
    static String read(String name) throws IOException {
        return table(name, Files.readString(file())).group();
    }

    /** Puts it there. */
    static void write(String name, String content) throws IOException {
        String text = Files.readString(file());
        Matcher old = table(name, text);
        Files.writeString(file(), text.substring(0, old.start()) + content + text.substring(old.end()));
    }
}

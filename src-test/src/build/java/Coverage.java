import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints the line coverage of some modules: {@code java Coverage.java jacoco.csv module…}. */
final class Coverage {
    private Coverage() {}

    public static void main(String[] args) throws IOException {
        Path csv = Path.of(args[0]);
        if (!Files.exists(csv)) {
            System.out.println("line coverage: not measured, no test ran");
            return;
        }
        List<String[]> rows =
                Files.readAllLines(csv).stream().map(line -> line.split(",")).toList();
        for (String module : List.of(args).subList(1, args.length)) {
            long covered = sum(rows, module, "LINE_COVERED");
            long lines = covered + sum(rows, module, "LINE_MISSED");
            String percent = lines == 0 ? "no code" : String.format(Locale.ROOT, "%.1f %%", 100.0 * covered / lines);
            System.out.println(
                    "line coverage " + module + ": " + percent + " (" + covered + " of " + lines + " lines)");
        }
    }

    /** Sums a column over the classes of a module; JaCoCo names the module in the first column, GROUP. */
    private static long sum(List<String[]> rows, String module, String column) {
        int index = List.of(rows.get(0)).indexOf(column);
        return rows.stream()
                .filter(row -> row[0].equals(module) || row[0].endsWith("/" + module))
                .mapToLong(row -> Long.parseLong(row[index]))
                .sum();
    }
}

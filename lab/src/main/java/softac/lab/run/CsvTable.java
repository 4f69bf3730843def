package softac.lab.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A table of numbers as {@link softac.sac.train.Csv} writes it, read back. A row that is not ended yet, because its writer
 * is in the middle of it or was killed there, does not count.
 *
 * @param columns their names
 * @param rows as many numbers each, NaN for an empty cell
 */
public record CsvTable(List<String> columns, List<List<Double>> rows) {
    /**
     * Reads a table.
     *
     * @param file with a header, or nothing yet
     * @return its whole rows
     * @throws IOException when it cannot be read, or is no such table; in one line
     */
    public static CsvTable read(Path file) throws IOException {
        String text =
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // what is no text is no number either
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty()) {
            return new CsvTable(List.of(), List.of());
        }
        List<String> columns = cells(lines.get(0));
        try {
            return new CsvTable(
                    columns,
                    lines.stream()
                            .skip(1)
                            .map(line -> row(line, columns.size()))
                            .toList());
        } catch (IllegalArgumentException e) { // NumberFormatException is one
            throw new IOException(file + ": not a table of numbers: " + e.getMessage(), e);
        }
    }

    private static List<Double> row(String line, int size) {
        List<Double> row = cells(line).stream().map(CsvTable::number).toList();
        if (row.size() != size) {
            throw new IllegalArgumentException(row.size() + " cells below " + size + " columns");
        }
        return row;
    }

    static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    static double number(String cell) {
        return switch (cell) {
            case "" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }

    /**
     * A column from top to bottom.
     *
     * @param name of the column
     * @return a number a row, NaN everywhere when there is no such column
     */
    public List<Double> column(String name) {
        int at = columns.indexOf(name);
        return rows.stream().map(row -> at < 0 ? Double.NaN : row.get(at)).toList();
    }
}

package softac.lab.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a run as it grows: header and rows as they stand in the file, cell for cell and digit for digit. Of very long
 * tables every second row is left out, again and again; the last row is always there.
 */
final class GrowingTable {
    private static final int MOST = 4000;

    private final int run;
    private final String name;
    private final GrowingFile file;
    private final List<String> rows = new ArrayList<>();
    private String header = "";
    private String last = "";
    private long seen;
    private long stride = 1;

    /**
     * Nothing is read yet.
     *
     * @param run number of the run
     * @param name of the table
     * @param file to read
     */
    GrowingTable(int run, String name, Path file) {
        this.run = run;
        this.name = name;
        this.file = new GrowingFile(file);
    }

    /** Reads on; returns what is new, null where nothing is. */
    Message.@Nullable Rows read() throws IOException {
        GrowingFile.News news = file.read();
        if (news.isNone()) {
            return null;
        }
        if (news.restarted()) {
            forget();
        }
        List<String> added = new ArrayList<>();
        boolean again = news.restarted();
        for (String line : news.lines()) {
            if (header.isEmpty()) {
                header = line;
                continue;
            }
            last = line;
            if (seen++ % stride == 0) {
                rows.add(line);
                added.add(line);
            }
            if (rows.size() > MOST) {
                thin();
                again = true;
            }
        }
        return again ? all() : new Message.Rows(run, name, false, header, added, last);
    }

    /** Everything so far. */
    Message.Rows all() {
        return new Message.Rows(run, name, true, header, List.copyOf(rows), last);
    }

    /** The last whole row, empty before the first. */
    String last() {
        return last;
    }

    /** The cell of the last row in a column, null where there is none. */
    @Nullable String last(String column) {
        int i = List.of(header.split(",", -1)).indexOf(column);
        String[] cells = last.split(",", -1);
        return i < 0 || i >= cells.length ? null : cells[i];
    }

    private void forget() {
        rows.clear();
        header = "";
        last = "";
        seen = 0;
        stride = 1;
    }

    private void thin() {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 2) {
            kept.add(rows.get(i));
        }
        rows.clear();
        rows.addAll(kept);
        stride *= 2;
    }
}

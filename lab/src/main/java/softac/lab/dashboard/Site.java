package softac.lab.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the page: a fixed list, read once from the jar. A path is one of these to the letter, or nothing. */
final class Site {
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    Site() {
        add("/", "index.html", "text/html; charset=utf-8");
        for (String style : new String[] {"style.css", "uplot.css"}) {
            add("/" + style, style, "text/css; charset=utf-8");
        }
        for (String script : new String[] {
            "main.js", "runs.js", "charts.js", "stage.js", "slice.js", "text.js", "theme.js", "uplot.js"
        }) {
            add("/" + script, script, "text/javascript; charset=utf-8");
        }
        add("/icon.svg", "icon.svg", "image/svg+xml");
    }

    /**
     * A file.
     *
     * @param type its content type
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Resource(String type, byte[] bytes) {}

    /** Returns what stands at a path, null where nothing does. */
    @Nullable Resource at(String path) {
        return resources.get(path);
    }

    private void add(String path, String file, String type) {
        try (InputStream in = Site.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar of the workbench");
            }
            resources.put(path, new Resource(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

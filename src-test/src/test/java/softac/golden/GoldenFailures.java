package softac.golden;

import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;

/** What {@link GoldenTest} would complain of in one of the committed files. */
public final class GoldenFailures implements Function<String, List<String>> {
    @Override
    public List<String> apply(String file) {
        try {
            return GoldenTest.committedFiles()
                    .filter(golden -> golden.name().equals(file))
                    .findFirst()
                    .map(GoldenFile::scores)
                    .orElseThrow(() -> new IllegalArgumentException(file + ": no such golden data"))
                    .failures();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

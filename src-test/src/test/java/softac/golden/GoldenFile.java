package softac.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of the format "golden-1" ({@code SCHEMA.md} beside the data) and the comparison its kind asks for. */
record GoldenFile(String name, JsonNode json) {
    private static final String FORMAT = "golden-1";

    /** Numbers are parsed by {@link Double#parseDouble}. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    /** Every file of the format in a directory, by name. */
    static Stream<GoldenFile> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .map(GoldenFile::read)
                    .filter(file -> FORMAT.equals(file.json.path("format").asString("")));
        } catch (IOException e) {
            throw new UncheckedIOException("golden.dir: cannot list " + directory, e);
        }
    }

    private static GoldenFile read(Path file) {
        return new GoldenFile(file.getFileName().toString(), MAPPER.readTree(file));
    }

    int cases() {
        return json.required("cases").size();
    }

    /** Compares every case. */
    Scores scores() {
        Scores scores = new Scores(name);
        String kind = json.required("kind").asString();
        switch (kind) {
            case "mlp" -> each(scores, MlpGolden::compare);
            case "squashed_gaussian" -> {
                each(scores, SquashedGaussianGolden::compare);
                for (JsonNode row : json.path("extreme_u")) {
                    compare("extreme_u " + row.required("u"), row, scores, SquashedGaussianGolden::compareExtreme);
                }
            }
            case "sac_v1" -> each(scores, SacV1Golden::compare);
            case "sac_v2" -> each(scores, SacV2Golden::compare);
            case "pendulum" -> each(scores, PendulumGolden::compare);
            case "soft_mdp" -> each(scores, SoftMdpGolden::compare);
            default -> scores.fail("kind", "'" + kind + "' is unknown");
        }
        return scores;
    }

    private void each(Scores scores, Consumer<GoldenCase> comparison) {
        for (JsonNode one : json.required("cases")) {
            compare("case " + one.required("name").asString(), one, scores, comparison);
        }
    }

    private static void compare(String name, JsonNode one, Scores scores, Consumer<GoldenCase> comparison) {
        long before = scores.comparisons();
        try (GoldenCase golden = new GoldenCase(name, one, scores)) {
            comparison.accept(golden);
        } catch (RuntimeException e) { // the other cases are compared all the same
            scores.fail(name, "threw " + e);
        }
        if (scores.comparisons() == before) {
            scores.fail(name, "holds nothing to compare");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

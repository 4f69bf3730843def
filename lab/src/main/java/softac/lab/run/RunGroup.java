package softac.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs of equal settings but for the seed, which together say how good these settings are.
 *
 * @param settings of the run with the smallest seed
 * @param runs seed → the run with it
 */
public record RunGroup(RunSettings settings, Map<Long, RunFolder> runs) {
    /**
     * Sorts runs into groups.
     *
     * @param folders in any order; of several with the same settings and seed, which have the same numbers, the one that
     *     got furthest is taken
     * @return in the order of their first runs
     * @throws IOException when a run cannot be read
     */
    public static List<RunGroup> of(List<RunFolder> folders) throws IOException {
        Map<Map<Setting, String>, TreeMap<Long, RunFolder>> groups = new LinkedHashMap<>();
        for (RunFolder folder : folders) {
            RunSettings settings = folder.settings();
            TreeMap<Long, RunFolder> seeds = groups.computeIfAbsent(withoutSeed(settings), key -> new TreeMap<>());
            RunFolder other = seeds.get(settings.seed());
            if (other == null || rows(folder) > rows(other)) {
                seeds.put(settings.seed(), folder);
            }
        }
        List<RunGroup> list = new ArrayList<>();
        for (TreeMap<Long, RunFolder> seeds : groups.values()) {
            list.add(new RunGroup(seeds.firstEntry().getValue().settings(), seeds));
        }
        return list;
    }

    private static int rows(RunFolder folder) throws IOException {
        return Files.exists(folder.metricsFile())
                ? CsvTable.read(folder.metricsFile()).rows().size()
                : 0;
    }

    private static Map<Setting, String> withoutSeed(RunSettings settings) {
        Map<Setting, String> list = Chosen.typed(settings);
        list.remove(Setting.SEED);
        return list;
    }

    /**
     * What tells groups apart, in few words: of the settings in which they differ, the task, the algorithm and those that
     * somebody chose, that is, those which are other than the preset's in one group at least.
     *
     * @param groups of different settings
     * @return a name for each, in their order: {@code algo v2, learning-rate 0.003}; empty for a single group
     */
    public static List<String> names(List<RunGroup> groups) {
        Set<Setting> chosen = groups.stream()
                .flatMap(group -> Chosen.of(group.settings).keySet().stream())
                .collect(Collectors.toSet());
        chosen.addAll(Set.of(Setting.TASK, Setting.ALGO));
        List<Map<Setting, String>> lists =
                groups.stream().map(group -> withoutSeed(group.settings)).toList();
        Set<Setting> differ = lists.stream()
                .flatMap(list -> list.keySet().stream())
                .filter(key -> lists.stream()
                                .map(list -> list.getOrDefault(key, ""))
                                .distinct()
                                .count()
                        > 1)
                .collect(Collectors.toSet());
        return lists.stream()
                .map(list -> list.entrySet().stream()
                        .filter(setting -> differ.contains(setting.getKey()) && chosen.contains(setting.getKey()))
                        .map(setting -> setting.getKey().key() + " " + setting.getValue())
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}

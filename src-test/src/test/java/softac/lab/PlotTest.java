package softac.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sac plot} on short runs of the bandit: three seeds of the preset, two of another learning rate. */
final class PlotTest {
    private static final int BLUE = 0xff0072b2;
    private static final int VERMILION = 0xffd55e00;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void train() {
        for (int seed = 1; seed <= 3; seed++) {
            train("group/seed-" + seed, "--seed", "" + seed);
        }
        train("fast-1", "--learning-rate", "0.01");
        train("fast-2", "--learning-rate", "0.01", "--seed", "2");
    }

    private static void train(String out, String... more) {
        String[] args = new String[8 + more.length];
        List.of("train", "bandit", "--steps", "60", "--evaluate-every", "20", "--out")
                .toArray(args);
        args[7] = out;
        System.arraycopy(more, 0, args, 8, more.length);
        Sac.run(directory, args).succeeded();
    }

    private static Sac plot(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "plot";
        System.arraycopy(args, 0, all, 1, args.length);
        return Sac.run(directory, all);
    }

    private static Set<Integer> colours(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colours.add(pixel);
        }
        return colours;
    }

    @Test
    void runsThatDifferInTheSeedAreOneCurveAndTheLegendNamesWhatElseDiffers() throws IOException {
        Sac sac = plot("group", "fast-1", "fast-2", "--out", "both.png").succeeded();

        assertThat(sac.out().lines().map(String::strip))
                .anyMatch(line -> line.matches("learning-rate 0\\.001 \\(3 seeds\\) +60 +-\\S+ +\\[-\\S+, -\\S+]"))
                .anyMatch(line -> line.matches("learning-rate 0\\.01 \\(2 seeds\\) +60 +-\\S+ +\\[-\\S+, -\\S+]"));
        assertThat(sac.fact("picture")).endsWith("both.png");
        assertThat(colours(directory.resolve("both.png"))).contains(0xffffffff, BLUE, VERMILION);
    }

    /** Of two seeds the band is from one to the other, and the middle between. */
    @Test
    void theTableHasTheLastNumbersOfTheRuns() throws IOException {
        double[] last = new double[2];
        for (int n = 0; n < 2; n++) {
            List<String> lines = Files.readAllLines(directory.resolve("fast-" + (n + 1) + "/metrics.csv"));
            int column = List.of(lines.get(0).split(",", -1)).indexOf("eval/q_bias");
            last[n] = Double.parseDouble(lines.get(3).split(",", -1)[column]);
        }
        Sac sac = plot("fast-1", "fast-2", "--metric", "eval/q_bias", "--out", "bias.png")
                .succeeded();

        assertThat(sac.out())
                .contains(
                        " " + Numbers.reward((last[0] + last[1]) / 2) + " ",
                        "[" + Numbers.reward(Math.min(last[0], last[1])) + ", "
                                + Numbers.reward(Math.max(last[0], last[1])) + "]");
    }

    @Test
    void aFolderOfRunsIsAllOfThemAndNamingARunTwiceIsOnce() {
        Sac sac = plot(".", "fast-1", "--out", "all.png").succeeded();
        assertThat(sac.out()).contains("(3 seeds)", "(2 seeds)");
    }

    @Test
    void theUsualPictureIsCurvesInTheCurrentFolderAndIsDrawnAnew() throws IOException {
        plot("group").succeeded();
        byte[] first = Files.readAllBytes(directory.resolve("curves.png"));
        plot("fast-1").succeeded();
        assertThat(Files.readAllBytes(directory.resolve("curves.png"))).isNotEqualTo(first);
    }

    @Test
    void whatIsNoPictureIsNotReplaced() throws IOException {
        Files.writeString(directory.resolve("thesis.png"), "not a picture");
        plot("group", "--out", "thesis.png").refused(ExitCode.USAGE, "thesis.png", "no PNG", "--out");
        assertThat(directory.resolve("thesis.png")).hasContent("not a picture");
        plot("group", "--out", "group/seed-1/metrics.csv").refused(ExitCode.USAGE, "metrics.csv", "must end with .png");
    }

    @Test
    void smoothingKeepsWhatWasFaintly() throws IOException {
        plot("fast-1", "--out", "rough.png").succeeded();
        plot("fast-1", "--smooth", "2", "--out", "smooth.png").succeeded();
        assertThat(colours(directory.resolve("rough.png"))).contains(BLUE);
        assertThat(colours(directory.resolve("smooth.png"))).contains(BLUE, faint(0x00, 0x72, 0xb2));
        assertThat(colours(directory.resolve("rough.png"))).doesNotContain(faint(0x00, 0x72, 0xb2));
    }

    @Test
    void theTableSaysThatItsNumbersAreMeans() {
        String said = "mean of the last 2 evaluations";
        assertThat(plot("fast-1", "--smooth", "2", "--out", "smooth.png")
                        .succeeded()
                        .out())
                .contains(said);
        assertThat(plot("fast-1", "--out", "rough.png").succeeded().out()).doesNotContain("mean of the last");
    }

    @Test
    void aSingleEvaluationIsDrawnAsAPoint() throws IOException {
        Path begun = Files.createDirectories(directory.resolve("once"));
        Files.copy(directory.resolve("fast-1/settings.yaml"), begun.resolve("settings.yaml"));
        List<String> rows = Files.readAllLines(directory.resolve("fast-1/metrics.csv"));
        Files.write(begun.resolve("metrics.csv"), rows.subList(0, 2));
        plot("group", "once", "--out", "once.png").succeeded();
        assertThat(colours(directory.resolve("once.png"))).contains(BLUE, VERMILION);
        for (String file : Sac.contents(begun)) {
            Files.delete(begun.resolve(file));
        }
        Files.delete(begun);
    }

    @Test
    void aMissingFolderOfThePictureIsNamedAsTypedBeforeAnythingIsDone() {
        Sac plot = plot("group", "--out", "nope/x.png");
        plot.refused(ExitCode.USAGE, "--out 'nope/x.png'", "no folder 'nope'", "create it");
        assertThat(plot.err()).doesNotContain(directory.toString());
        Sac evaluate = Sac.run(directory, "evaluate", "fast-1", "--gif", "nope/deep/x.gif");
        evaluate.refused(ExitCode.USAGE, "--gif 'nope/deep/x.gif'", "no folder 'nope/deep'");
        assertThat(evaluate.err()).doesNotContain(directory.toString());
        assertThat(evaluate.out()).as("no episode was played").isEmpty();
    }

    /** A colour of opacity 100 of 255 on white. */
    private static int faint(int red, int green, int blue) {
        return 0xff << 24 | overWhite(red) << 16 | overWhite(green) << 8 | overWhite(blue);
    }

    private static int overWhite(int channel) {
        return (int) Math.round((channel * 100 + 255 * 155) / 255.0);
    }

    @Test
    void anUnknownMetricIsAnsweredWithThoseThereAre() {
        plot("group", "--metric", "eval/mean_rewrad")
                .refused(
                        ExitCode.USAGE,
                        "eval/mean_rewrad",
                        "did you mean 'eval/mean_reward'",
                        "train/ent_coef",
                        "time/fps");
    }

    @Test
    void theEndOfAMetricsNameIsUnderstood() {
        plot("group", "--metric", "ent_coef").refused(ExitCode.USAGE, "did you mean 'train/ent_coef'");
    }

    @Test
    void aRowBeingWrittenDoesNotCount() throws IOException {
        Path torn = Files.createDirectory(directory.resolve("torn"));
        Files.copy(directory.resolve("fast-1/settings.yaml"), torn.resolve("settings.yaml"));
        String metrics = Files.readString(directory.resolve("fast-1/metrics.csv"));
        Files.writeString(torn.resolve("metrics.csv"), metrics.substring(0, metrics.length() - 3));
        assertThat(plot("torn", "--out", "torn.png").succeeded().out()).containsPattern("seed 1 +40 ");
        Files.writeString(torn.resolve("metrics.csv"), "");
        plot("torn", "--out", "torn.png").refused(ExitCode.USAGE, "no evaluation yet in ", "torn: nothing to draw");
        Files.writeString(torn.resolve("metrics.csv"), "name,age\nx,3\n");
        plot("torn", "--out", "torn.png").refused(ExitCode.USAGE, "torn", "metrics.csv");
        Files.writeString(torn.resolve("metrics.csv"), "time/total_timesteps,a\n20,1\n10,2\n");
        plot("torn", "--out", "torn.png").refused(ExitCode.USAGE, "metrics.csv", "first column", "grow");
        for (String file : Sac.contents(torn)) {
            Files.delete(torn.resolve(file));
        }
        Files.delete(torn);
    }

    @Test
    void theLegendNamesTheSeedWhoseCurveIsShown() throws IOException {
        Path begun = Files.createDirectories(directory.resolve("begun/seed-1"));
        Files.copy(directory.resolve("fast-1/settings.yaml"), begun.resolve("settings.yaml"));
        Sac sac = plot("begun", "fast-2", "--out", "begun.png").succeeded();
        assertThat(sac.out())
                .containsPattern("seed 2 +60 ")
                .doesNotContain("seed 1 ")
                .contains("left out, no value yet: ");
        Files.delete(begun.resolve("settings.yaml"));
        Files.delete(begun);
    }

    @Test
    void refusesWhatIsNoRun() throws IOException {
        Files.writeString(directory.resolve("photo.jpg"), "x");
        plot("photo.jpg").refused(ExitCode.USAGE, "photo.jpg", "a file: name the run folder");
        Files.createDirectories(directory.resolve("empty"));
        plot("empty").refused(ExitCode.USAGE, "empty", "no settings.yaml", "name the run folder");
        plot("nothing").refused(ExitCode.USAGE, "nothing", "no such folder");
        plot("group", "--smooth", "0").refused(ExitCode.USAGE, "--smooth 0", "at least 1");
        plot().refused(ExitCode.USAGE, "missing <runs>");
    }
}

package softac.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.sac.agent.SacAgent;

/**
 * Somebody else's program, {@code src-test/consumer}, compiled and run against the four jars that an embedder gets: ours
 * and EJML's. Those are the jars of this build, which {@code mvn verify} has packaged by the time it tests.
 */
final class ConsumerTest {
    private static final Path CONSUMER = Path.of(System.getProperty("softac.root"), "src-test", "consumer");
    private static final String MAIN = "com.example.thermostat.Thermostat";

    /** A daemon thread that has the lanes compiled and ends by itself, after about a second. */
    private static final String WARM_UP = "softac-warm-up";

    private static final Path AUTODIFF = Jvm.locationOf(Kernels.class);
    private static final Path SAC = Jvm.locationOf(SacAgent.class);
    private static final List<Path> JARS =
            List.of(AUTODIFF, SAC, Jvm.locationOf(DMatrixRMaj.class), Jvm.locationOf(CommonOps_DDRM.class));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compileAgainstTheJarsAlone() throws Exception {
        assumeTrue(
                JARS.stream().allMatch(Files::isRegularFile),
                "skipped: the libraries are no jars yet, which `mvn verify` makes before it tests, `mvn test` does not");
        Sources.compile(CONSUMER.resolve("src/main/java"), classPath(JARS.stream()), folder);
    }

    private static String classPath(Stream<Path> entries) {
        return String.join(File.pathSeparator, entries.map(Path::toString).toList());
    }

    @Test
    void theConsumerNamesOneDependency() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(CONSUMER.resolve("pom.xml").toFile());
        NodeList dependencies = pom.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).isEqualTo(1);
        Element only = (Element) dependencies.item(0);
        assertThat(text(only, "groupId")).isEqualTo("io.github.softac");
        assertThat(text(only, "artifactId") + "-" + text(only, "version") + ".jar")
                .isEqualTo(String.valueOf(SAC.getFileName()));
        assertThat(pom.getElementsByTagName("parent").getLength()).isZero();
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    @ParameterizedTest
    @EnumSource
    void trainsSavesLoadsAndActsFromEightThreads(Precision precision) throws Exception {
        run(precision, 3_000, 20_000);
    }

    @Tag("deep")
    @ParameterizedTest
    @EnumSource
    void actsAMillionTimesInEachThread(Precision precision) throws Exception {
        run(precision, 3_000, 1_000_000);
    }

    private static void run(Precision precision, int quarters, int acts) throws Exception {
        Jvm jvm = Jvm.here(classPath(Stream.concat(JARS.stream(), Stream.of(folder))), folder)
                .withLanes();
        Jvm.Result result = jvm.run(MAIN, folder, precision, quarters, acts);

        assertThat(result.exitCode()).as("exit code").isZero();
        assertThat(result.err()).as("log lines and warnings").containsExactly(Jvm.WARNING);
        assertThat(result.out()).allMatch(line -> line.startsWith("thermostat: "), "is a line of the program's own");
        assertThat(result.out().get(result.out().size() - 1))
                .as("main ran to its end")
                .contains("threads after");

        Said said = new Said(result.out());
        System.out.printf("embedder, %s: %s%n", precision, said.summary());
        assertThat(said.number("comfort trained"))
                .as("mean reward after training")
                .isGreaterThan(said.number("comfort untrained") / 4);
        assertThat(said.only("threads after").replaceFirst(", " + WARM_UP, ""))
                .as("threads after: none of ours, but for one that ends by itself")
                .isEqualTo(said.only("threads before"));
        String trained = said.only("trained").replaceAll("bytes=\\d+", "bytes=0");
        assertThat(said.all("loaded"))
                .as("bits of the acts, and bytes allocated, in each thread; in the training process " + trained)
                .hasSize(8)
                .containsOnly(trained);
    }

    /** What the program printed, {@code thermostat: name = value}. */
    private record Said(List<String> lines) {
        List<String> all(String name) {
            String start = "thermostat: " + name + " = ";
            return lines.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }

        String only(String name) {
            List<String> found = all(name);
            assertThat(found).as(name).hasSize(1);
            return found.get(0);
        }

        double number(String name) {
            return Double.parseDouble(only(name));
        }

        String summary() {
            return String.format(
                    "mean reward %.3f before, %.3f after training; file of %s bytes, loaded in %.1f ms, %.2f ms once warm",
                    number("comfort untrained"),
                    number("comfort trained"),
                    only("file bytes"),
                    number("first load ms"),
                    number("warm load ms"));
        }
    }

    @Test
    void theJarsHoldNothingButTheLibrary() throws IOException {
        assertHoldsOnly(AUTODIFF, "softac/autodiff/", "softac.autodiff");
        assertHoldsOnly(SAC, "softac/sac/", "softac.sac");
    }

    private static void assertHoldsOnly(Path file, String packages, String module) throws IOException {
        System.out.printf("%s: %,d bytes%n", file.getFileName(), Files.size(file));
        Pattern allowed = Pattern.compile("META-INF/.*|softac/|" + packages + ".*");
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(jar.stream())
                    .allMatch(entry -> allowed.matcher(entry.getName()).matches(), "belongs to " + packages)
                    .noneMatch(entry -> entry.getName().endsWith("module-info.class"))
                    .anyMatch(entry -> entry.getName().endsWith(".class"))
                    .noneMatch(entry -> entry.getName().endsWith(".jar"));
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo(module);
        }
    }

    @Test
    void aModularProgramFindsThemByName() {
        ModuleFinder finder = ModuleFinder.of(JARS.toArray(Path[]::new));
        assertThat(List.of("softac.autodiff", "softac.sac"))
                .allSatisfy(name -> assertThat(finder.find(name))
                        .hasValueSatisfying(module ->
                                assertThat(module.descriptor().isAutomatic()).isTrue()));
    }
}

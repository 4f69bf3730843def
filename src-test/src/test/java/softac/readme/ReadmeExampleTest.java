package softac.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import softac.autodiff.kernel.Kernels;
import softac.embed.Jvm;
import softac.embed.Sources;
import softac.sac.agent.Policy;
import softac.sac.agent.SacAgent;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Evaluation;
import softac.sac.train.PolicyFile;

/** The examples of the README, taken from the README, compile and do what it says. */
final class ReadmeExampleTest {
    private static final String LIBRARY =
            Jvm.classPathOf(Kernels.class, SacAgent.class, DMatrixRMaj.class, CommonOps_DDRM.class);
    private static final String STEPS = "10_000";

    @TempDir
    private Path folder;

    @Test
    void theLibraryExampleRunsAndSavesAPolicy() throws Exception {
        Policy policy = policyOf(block("library").replace(STEPS, "300"));
        double[] returns = Evaluation.returns(Tasks.named("pendulum").create(), policy, 0, 2);
        assertThat(returns).hasSize(2);
        assertThat(Arrays.stream(returns)).allMatch(sum -> -200 * 16.2736044 <= sum && sum < 0);
    }

    @Tag("deep")
    @Test
    void theLibraryExampleLearnsToSwingUpAPendulum() throws Exception {
        Policy policy = policyOf(block("library"));
        double[] returns = Evaluation.returns(Tasks.named("pendulum").create(), policy, 0, 100);
        double mean = Arrays.stream(returns).average().orElseThrow();
        System.out.printf("README's library example: mean return of 100 episodes %.1f%n", mean);
        assertThat(mean).isGreaterThan(-155);
    }

    private Policy policyOf(String example) throws Exception {
        run("LibraryExample", "", example);
        return PolicyFile.load(folder.resolve("pendulum.safetensors"));
    }

    @Test
    void theLibraryExampleHasTheStepsThatThisTestShortens() throws Exception {
        assertThat(block("library")).contains("<= " + STEPS);
    }

    @Test
    void theGradientExampleChecksAnOperationAndALossOfItsOwn() throws Exception {
        String given = """
                    static final Parameter w = new Parameter("w", Kernels.scalar(Precision.FLOAT64), 2, 3);

                    static {
                        Kernels.scalar(Precision.FLOAT64).load(new double[] {0.5, -1, 2, 0.1, -0.3, 1}, w.value());
                    }
                """;
        run("GradientExample", given, block("gradient"));
    }

    @Test
    void theCertificateExampleCertifiesAnAgent() throws Exception {
        String given = """
                    static final SacAgent agent = new SacV2(Kernels.scalar(Precision.FLOAT32), 3, Box.symmetric(1, 2),
                            SacConfig.v2().withHidden(4, 4), Seed.of(1));
                    static final Batch batch = agent.emptyBatch();

                    static {
                        Rng rng = Seed.of(3).rng();
                        batch.resize(8);
                        for (ReshapeMatrix matrix : List.of(batch.observation(), batch.action(), batch.reward(),
                                batch.nextObservation(), batch.notTerminated())) {
                            agent.kernels().fill(() -> rng.uniform(0, 1), matrix);
                        }
                    }
                """;
        run("CertificateExample", given, block("certificate"));
    }

    /** The Java block after {@code <!-- example:name -->}. */
    private static String block(String name) throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("softac.root"), "README.md"));
        Matcher found = Pattern.compile("<!-- example:" + name + " -->\\s*```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(found.find())
                .as("README.md has a java block after <!-- example:%s -->", name)
                .isTrue();
        return found.group(1);
    }

    /** The statements as a program of their own: with the imports that an editor adds, in a fresh JVM. */
    private void run(String name, String members, String statements) throws Exception {
        String program = """
                import java.nio.file.Path;
                import java.util.List;
                import org.ejml.data.ReshapeMatrix;
                import softac.autodiff.*;
                import softac.autodiff.check.*;
                import softac.autodiff.kernel.*;
                import softac.autodiff.random.*;
                import softac.sac.agent.*;
                import softac.sac.check.*;
                import softac.sac.env.*;
                import softac.sac.env.registry.*;
                import softac.sac.replay.*;
                import softac.sac.train.*;

                public final class %s {
                %s
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """.formatted(name, members, statements);
        Path sources = Files.createDirectory(folder.resolve("src"));
        Files.writeString(sources.resolve(name + ".java"), program);
        Sources.compile(sources, LIBRARY, folder);
        Jvm.Result result = Jvm.here(LIBRARY + File.pathSeparator + folder, folder)
                .withLanes()
                .run(name);
        assertThat(result.err()).containsExactly(Jvm.WARNING);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }
}

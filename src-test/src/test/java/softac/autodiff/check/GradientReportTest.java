package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report says of given derivatives, in figures, as text, and as JSON read back by a parser. */
final class GradientReportTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Derivative derivative(String name, double analytic, double numeric, double bar, double tolerance) {
        return new Derivative(
                name, 1, 2, 0, analytic, numeric, bar, tolerance, Verdict.of(analytic, numeric, bar, tolerance));
    }

    private static GradientReport report(Derivative... derivatives) {
        return new GradientReport(List.of(derivatives), List.of(), List.of(), List.of(), List.of());
    }

    /** agrees: inside the bar, and the bar inside the tolerance; undecided is no pass. */
    @Test
    void verdictsAreThoseOfTheIssue() {
        assertThat(Verdict.of(1, 1.5, 0.6, 1)).isEqualTo(Verdict.AGREES);
        assertThat(Verdict.of(1, 1.5, 0.5, 0.5)).isEqualTo(Verdict.AGREES);
        assertThat(Verdict.of(1, 1.5, 0.6, 0.1)).isEqualTo(Verdict.UNDECIDED);
        assertThat(Verdict.of(1, 1.5, 0.4, 1))
                .as("within the tolerance, but not by chance")
                .isEqualTo(Verdict.DISAGREES);
        assertThat(Verdict.of(0, 0, 0, 0)).isEqualTo(Verdict.AGREES);
        assertThat(Verdict.of(Double.NaN, 1, 1, 1)).isEqualTo(Verdict.DISAGREES);
        assertThat(Verdict.of(INFINITY, INFINITY, INFINITY, INFINITY)).isEqualTo(Verdict.DISAGREES);
        assertThat(Verdict.of(1, Double.NaN, INFINITY, 1)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theWorstVerdictIsTheReports() {
        Derivative agrees = derivative("a", 1, 1, 1e-12, 1e-8);
        Derivative undecided = derivative("b", 1, 1, 1e-3, 1e-8);
        Derivative disagrees = derivative("c", 1, 2, 1e-12, 1e-8);
        assertThat(report(agrees, agrees).verdict()).isEqualTo(Verdict.AGREES);
        assertThat(report(agrees, undecided).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(report(undecided, disagrees, agrees).verdict()).isEqualTo(Verdict.DISAGREES);
        assertThat(report(undecided, disagrees, agrees).worst()).isSameAs(disagrees);
        assertThat(report(undecided, agrees, undecided).count(Verdict.UNDECIDED))
                .isEqualTo(2);
        assertThat(report().worst()).isNull();
    }

    @Test
    void errorsAreDistributed() {
        Derivative[] all = new Derivative[100];
        for (int n = 0; n < 100; n++) {
            all[n] = n < 10 ? derivative("zero", 0, 0, 0, 0) : derivative("x", 1, 1 - n * 0x1p-40, 1e-9, 1e-8);
        }
        GradientReport report = report(all);
        assertThat(report.zeros()).isEqualTo(0.1);
        assertThat(report.relativeError(0.5)).isEqualTo(49 * 0x1p-40);
        assertThat(report.relativeError(0.9)).isEqualTo(89 * 0x1p-40);
        assertThat(report.relativeError(1)).isEqualTo(99 * 0x1p-40);
        assertThat(report.relativeError(0)).isZero();
        assertThat(report().relativeError(0.5)).isZero();
        assertThat(report.toString())
                .contains("100 derivatives, 0 disagree, 0 undecided (0.0 %)", "0 both ways: 10.0 %");
    }

    @Test
    void theTextNamesEverything() {
        GradientReport report = new GradientReport(
                List.of(derivative("w", 1, 2, 1e-12, 1e-8)),
                List.of(),
                List.of(new Coverage(3, "relu", "#3 (2×2)", Map.of("zero", 4L, "identity", 0L), 7)),
                List.of("cube #1 (1×1)"),
                List.of("v"));
        assertThat(report.toString().lines())
                .contains(
                        "gradient check: disagrees; 1 derivatives, 1 disagree, 0 undecided (0.0 %)",
                        "  worst: w[2,3]: analytic 1.0, numeric 2.0 ± 1.0E-12, tolerance 1.0E-8: disagrees",
                        "  not certified, never taken: relu #3 (2×2): identity",
                        "  kinks unknown to the tape: cube #1 (1×1)");
        assertThat(report.toString()).contains("depends on v past the tape", "flips 7");
    }

    @Test
    void theJsonSaysTheSame() {
        Kernels kernels = TestKernels.of(Precision.FLOAT64);
        Tape tape = new Tape(kernels);
        Parameter w = Table.row(1e-4, 2, -1).parameter("\"w\"\\\n", kernels);
        Op wrong = Op.elementwise(Function.of("wrong\tcube", x -> x * x * x, (x, y) -> 2 * x * x));
        GradientReport report = GradientCheck.full()
                .run(
                        tape,
                        List.of(w),
                        () -> tape.apply(wrong, tape.parameter(w)).relu().sum());
        JsonNode json = JsonMapper.shared().readTree(report.toJson());
        assertThat(json.get("verdict").asString()).isEqualTo("disagrees");
        assertThat(json.get("derivatives").asInt()).isEqualTo(3);
        assertThat(json.get("agrees").asInt()
                        + json.get("disagrees").asInt()
                        + json.get("undecided").asInt())
                .isEqualTo(3);
        Derivative worst = Objects.requireNonNull(report.worst());
        assertThat(json.at("/worst/where").asString()).isEqualTo("\"w\"\\\n[1,2]");
        assertThat(json.at("/worst/analytic").asDouble()).isEqualTo(worst.analytic());
        assertThat(json.at("/worst/numeric").asDouble()).isEqualTo(worst.numeric());
        assertThat(json.at("/worst/bar").asDouble()).isEqualTo(worst.bar());
        assertThat(json.at("/worst/tolerance").asDouble()).isEqualTo(worst.tolerance());
        assertThat(json.at("/worst/verdict").asString()).isEqualTo("disagrees");
        assertThat(json.at("/relativeError/largest").asDouble()).isEqualTo(report.relativeError(1));
        assertThat(json.at("/coverage/0/operation").asString()).isEqualTo("relu");
        assertThat(json.at("/coverage/0/taken/identity").asInt()).isEqualTo(2);
        assertThat(json.at("/coverage/0/flips").asLong()).isEqualTo(report.flips());
        assertThat(json.at("/culprit/operation").asString()).isEqualTo("wrong\tcube");
        assertThat(json.at("/unknownKinks/0").asString()).startsWith("wrong\tcube #1");
        assertThat(json.get("failures")).isNotEmpty();
    }

    @Test
    void numbersThatJsonDoesNotHaveAreStrings() {
        GradientReport report = report(derivative("w", Double.NaN, -INFINITY, INFINITY, Double.NaN));
        JsonNode json = JsonMapper.shared().readTree(report.toJson());
        assertThat(json.at("/worst/analytic").asString()).isEqualTo("NaN");
        assertThat(json.at("/worst/numeric").asString()).isEqualTo("-Infinity");
        assertThat(json.at("/relativeError/largest").asString()).isEqualTo("Infinity");
        assertThat(json.get("culprit").isNull()).isTrue();
        assertThat(JsonMapper.shared().readTree(report().toJson()).get("worst").isNull())
                .isTrue();
    }
}

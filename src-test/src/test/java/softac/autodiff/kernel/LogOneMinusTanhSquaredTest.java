package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** log(1 − tanh² u) and its slope against references of 60 digits (mpmath), from the smallest u to |u| = 1000. */
final class LogOneMinusTanhSquaredTest {
    private static final Function F = Function.LOG_ONE_MINUS_TANH_SQUARED;

    /** u, log(1 − tanh² u), −2 tanh u. */
    private record Reference(double u, BigDecimal value, BigDecimal slope) {
        static Reference of(double u, String value, String slope) {
            return new Reference(u, new BigDecimal(value), new BigDecimal(slope));
        }

        Reference mirrored() {
            return new Reference(-u, value, slope.negate());
        }
    }

    static Stream<Reference> references() {
        return Stream.of(
                        Reference.of(0, "0", "0"),
                        Reference.of(
                                4.9e-324,
                                "-2.4410086240052805861293065716e-647",
                                "-9.88131291682493088353137585736e-324"),
                        Reference.of(
                                1e-310,
                                "-9.99999999999993889865500579548e-621",
                                "-1.99999999999999388986550057954e-310"),
                        Reference.of(
                                1e-160,
                                "-9.99999999999999977273295120371e-321",
                                "-1.99999999999999997727329512037e-160"),
                        Reference.of(
                                1e-20, "-9.99999999999999890306542908419e-41", "-1.99999999999999989030654290842e-20"),
                        Reference.of(
                                1e-8,
                                "-1.00000000000000002517845499359e-16",
                                "-0.0000000199999999999999997517845499359"),
                        Reference.of(
                                1e-4,
                                "-0.00000000999999998333333433621249492526",
                                "-0.000199999999333333345584347098135"),
                        Reference.of(
                                0.01, "-0.0000999983333777764327783636413634", "-0.0199993333599989210949498430641"),
                        Reference.of(0.1, "-0.00998337764329306164196020667453", "-0.199335989249911645228554087397"),
                        Reference.of(0.25, "-0.061859607240322742911530467246", "-0.489837324807418258555602262982"),
                        Reference.of(
                                0.3465735902799726,
                                "-0.117783035656383409801203909144",
                                "-0.666666666666666547366426132463"),
                        Reference.of(0.5, "-0.240229013916555049263526747019", "-0.924234314520019517004636967287"),
                        Reference.of(1.0, "-0.8675616609660543740529893698", "-1.52318831191152977623891656521"),
                        Reference.of(2.0, "-2.65000549471572886187550239366", "-1.9280551601516337678928274482"),
                        Reference.of(5.0, "-8.61379643667854311045907473274", "-1.99981840852519026242198089507"),
                        Reference.of(7.4, "-13.4137063861398464694645232103", "-1.99999850548080644300952998723"),
                        Reference.of(10.0, "-18.6137056430024166217942971636", "-1.99999999175538552723918567428"),
                        Reference.of(18.7, "-36.0137056388801080744775217831", "-1.99999999999999977120508490748"),
                        Reference.of(19.06, "-36.7337056388801068788949075575", "-1.99999999999999988863355892654"),
                        Reference.of(19.07, "-36.7537056388801100041803432607", "-1.9999999999999998908387622089"),
                        Reference.of(20.0, "-38.6137056388801093896622442677", "-1.99999999999999998300658297883"),
                        Reference.of(37.5, "-73.6137056388801093811655357571", "-2.0"),
                        Reference.of(100.0, "-198.613705638880109381165535757", "-2.0"),
                        Reference.of(300.0, "-598.613705638880109381165535757", "-2.0"),
                        Reference.of(354.9, "-708.413705638880063906430447111", "-2.0"),
                        Reference.of(372.6, "-743.813705638880154855900624403", "-2.0"),
                        Reference.of(710.0, "-1418.61370563888010938116553576", "-2.0"),
                        Reference.of(745.2, "-1489.01370563888020033063571305", "-2.0"),
                        Reference.of(1000.0, "-1998.61370563888010938116553576", "-2.0"))
                .flatMap(reference -> Stream.of(reference, reference.mirrored()));
    }

    @ParameterizedTest
    @MethodSource("references")
    void theValueIsWithin4e15(Reference reference) {
        BigDecimal error = new BigDecimal(F.value(reference.u()))
                .subtract(reference.value())
                .abs();
        BigDecimal scale = reference.value().abs().max(BigDecimal.ONE);
        assertThat(error).isLessThanOrEqualTo(new BigDecimal("4e-15").multiply(scale));
    }

    @ParameterizedTest
    @MethodSource("references")
    void theSlopeIsWithinTwoUlp(Reference reference) {
        double slope = F.slope(reference.u(), F.value(reference.u()));
        BigDecimal error = new BigDecimal(slope).subtract(reference.slope()).abs();
        double ulp = Math.ulp(reference.slope().doubleValue());
        assertThat(error).isLessThanOrEqualTo(new BigDecimal(2 * ulp));
    }

    @Test
    void atZeroTheSlopeIsZeroAndBesideItStraight() {
        assertThat(F.slope(0, F.value(0))).isZero();
        assertThat(F.slope(1e-300, F.value(1e-300))).isEqualTo(-2e-300);
        assertThat(F.slope(-1e-300, F.value(-1e-300))).isEqualTo(2e-300);
    }

    /** From |u| = 20 on e^(−2|u|) is nothing beside 1: the value is 2 log 2 − 2|u|, finite to the end. */
    @Property(tries = 1000)
    void saturatedItIsALine(@ForAll @DoubleRange(min = 20, max = 1000) double u) {
        double line = 2 * StrictMath.log(2) - 2 * u;
        assertThat(Math.abs(F.value(u) - line)).isLessThanOrEqualTo(4e-15 * Math.abs(line));
        assertThat(F.value(-u)).isEqualTo(F.value(u));
        assertThat(F.slope(u, F.value(u))).isEqualTo(-2);
        assertThat(F.slope(-u, F.value(-u))).isEqualTo(2);
    }

    /** Where 1 − tanh² still has its digits both ways agree, and f is even with a maximum of 0. */
    @Property(tries = 1000)
    void nearZeroItIsTheLogarithmOfTheDerivativeOfTanh(@ForAll Random random) {
        double u = random.nextDouble() * 2;
        double direct = StrictMath.log1p(-StrictMath.tanh(u) * StrictMath.tanh(u));
        assertThat(Math.abs(F.value(u) - direct)).isLessThanOrEqualTo(4e-15 * Math.max(1, Math.abs(direct)));
        assertThat(F.value(-u)).isEqualTo(F.value(u));
    }
}

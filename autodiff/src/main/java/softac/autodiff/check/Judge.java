package softac.autodiff.check;

import java.util.ArrayList;
import java.util.List;

/** Holds the analytic derivatives of a program against numeric ones, refining these until they can decide. */
final class Judge {
    private final GradientCheck check;
    private final double[] base;
    private final double[] noise;
    private final double[][][] jacobian;
    private final double[] norms;
    private final boolean unknownKinks;

    /**
     * Over the outputs of one program.
     *
     * @param check tolerances
     * @param base the outputs at the base point
     * @param noise how far rounding moves each
     * @param jacobian output → parameter → entry
     * @param unknownKinks whether a step may cross a kink
     */
    Judge(GradientCheck check, double[] base, double[] noise, double[][][] jacobian, boolean unknownKinks) {
        this.check = check;
        this.base = base;
        this.noise = noise;
        this.jacobian = jacobian;
        this.unknownKinks = unknownKinks;
        norms = new double[jacobian.length];
        for (int o = 0; o < norms.length; o++) {
            norms[o] = Directions.norm(jacobian[o]);
        }
    }

    /** What is being differentiated with respect to. */
    record Place(String parameter, int row, int column) {}

    /** The analytic derivative of every output with respect to one entry. */
    double[] column(int parameter, int entry) {
        double[] column = new double[jacobian.length];
        for (int o = 0; o < column.length; o++) {
            column[o] = jacobian[o][parameter][entry];
        }
        return column;
    }

    /** The analytic derivative of every output along a direction. */
    double[] along(double[][] u) {
        double[] slope = new double[jacobian.length];
        for (int o = 0; o < slope.length; o++) {
            slope[o] = Directions.dot(jacobian[o], u);
        }
        return slope;
    }

    /** Where the outputs do not depend on what is moved: the numeric derivative is 0, without an error. */
    List<Derivative> constant(Place place, double[] analytic) {
        List<Derivative> all = new ArrayList<>();
        for (int o = 0; o < analytic.length; o++) {
            all.add(derivative(place, o, analytic[o], 0, 0));
        }
        return all;
    }

    /**
     * Refines until every output agrees, or nothing is left to refine.
     *
     * @param place as reported
     * @param analytic derivative of each output
     * @param scale dx/dt of the curve
     * @param curve the outputs along t
     * @return one derivative for each output
     */
    List<Derivative> judge(Place place, double[] analytic, double scale, Richardson.Curve curve) {
        Richardson r = new Richardson(curve, base, noise, unknownKinks);
        Derivative[] found = new Derivative[analytic.length];
        int open = found.length;
        while (open > 0 && r.canRefine()) {
            r.refine();
            for (int o = 0; o < found.length; o++) {
                if (found[o] == null) {
                    double bar = isZero(r, o, analytic[o]) ? 0 : r.latestBar(o) / scale;
                    Derivative latest = derivative(place, o, analytic[o], r.latest(o) / scale, bar);
                    if (latest.verdict() == Verdict.AGREES) {
                        found[o] = latest;
                        open--;
                    }
                }
            }
        }
        for (int o = 0; o < found.length; o++) {
            if (found[o] == null) {
                found[o] = derivative(place, o, analytic[o], r.best(o) / scale, r.bestBar(o) / scale);
            }
        }
        return List.of(found);
    }

    /** Where the tape says 0 and the output does not move by a bit, as behind a relu that is off, both are exact. */
    private static boolean isZero(Richardson r, int output, double analytic) {
        return analytic == 0 && r.isConstant(output);
    }

    private Derivative derivative(Place place, int output, double analytic, double numeric, double bar) {
        double tolerance = check.relative() * Math.max(Math.abs(analytic), Math.abs(numeric))
                + check.absolute() * norms[output];
        return new Derivative(
                place.parameter,
                place.row,
                place.column,
                output,
                analytic,
                numeric,
                bar,
                tolerance,
                Verdict.of(analytic, numeric, bar, tolerance));
    }
}

package softac.sac.theory;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Nodes xᵢ and weights wᵢ with ∫ f ≈ Σ wᵢ f(xᵢ); with weights that sum to 1 it is a distribution on its nodes, and the sum
 * an expectation.
 */
final class Quadrature {
    private static final int POINTS = 16;

    /** Gauss and Legendre's rule of 16 points on [−1, 1], exact for polynomials of degree 31. */
    private static final Quadrature PANEL = legendre(POINTS);

    private final double[] nodes;
    private final double[] weights;

    Quadrature(double[] nodes, double[] weights) {
        this.nodes = nodes.clone();
        this.weights = weights.clone();
    }

    /**
     * Gauss and Legendre's rule of n points on [−1, 1]: nodes are the zeros of Pₙ, found by Newton's method, and
     * wᵢ = 2 / ((1 − xᵢ²) Pₙ′(xᵢ)²).
     */
    static Quadrature legendre(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = -StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (int round = 0; round < 20; round++) {
                double p = x;
                double before = 1;
                for (int k = 2; k <= n; k++) { // k Pₖ = (2k − 1) x Pₖ₋₁ − (k − 1) Pₖ₋₂
                    double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
                    before = p;
                    p = next;
                }
                slope = n * (x * p - before) / (x * x - 1);
                x -= p / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
        return new Quadrature(nodes, weights);
    }

    /** The rule of 16 points on each of so many equal panels of [low, high]. */
    static Quadrature panels(double low, double high, int panels) {
        double[] nodes = new double[POINTS * panels];
        double[] weights = new double[POINTS * panels];
        double half = (high - low) / (2 * panels);
        for (int i = 0; i < nodes.length; i++) {
            int panel = i / POINTS;
            nodes[i] = low + (2 * panel + 1 + PANEL.nodes[i % POINTS]) * half;
            weights[i] = PANEL.weights[i % POINTS] * half;
        }
        return new Quadrature(nodes, weights);
    }

    /** The nodes of this rule, then those of another. */
    Quadrature and(Quadrature other) {
        return new Quadrature(joined(nodes, other.nodes), joined(weights, other.weights));
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The same nodes, each weight multiplied by f(xᵢ). */
    Quadrature weighted(DoubleUnaryOperator f) {
        double[] product = new double[weights.length];
        Arrays.setAll(product, i -> weights[i] * f.applyAsDouble(nodes[i]));
        return new Quadrature(nodes, product);
    }

    /** The same weights at f(xᵢ). */
    Quadrature mapped(DoubleUnaryOperator f) {
        return new Quadrature(Arrays.stream(nodes).map(f).toArray(), weights);
    }

    /** Returns Σ wᵢ f(xᵢ). */
    double integral(DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weights[i] * f.applyAsDouble(nodes[i]);
        }
        return sum;
    }

    /** Number of nodes. */
    int size() {
        return nodes.length;
    }

    double node(int i) {
        return nodes[i];
    }

    double weight(int i) {
        return weights[i];
    }
}

"""Prints the constants of softac.autodiff.kernel.Elementary, as they stand there.

    python3 elementary_coefficients.py          (Python 3 with mpmath; not run by the build)

Two minimax polynomials, by the second algorithm of Remez in 50 digits, their coefficients then rounded to double:

    q   with  e^r = 1 + r + r^2 q(r)                        for |r| <= log(2) / 2
    l   with  2 artanh z = 2z + z s l(s),  s = z^2,         for 0 <= z <= 1/3

Each is of least absolute error. What is printed beside it is what that means for e^r - 1 and for 2 artanh z: their
largest relative error, after the rounding of the coefficients.
"""

from mpmath import mp, mpf

mp.dps = 50
GRID = 4000


def remez(f, low, high, degree):
    """The polynomial of that degree with the least maximum of |f - p|, its lowest coefficient first."""
    n = degree + 2
    points = [(low + high - (high - low) * mp.cos(i * mp.pi / (n - 1))) / 2 for i in range(n)]
    grid = [low + (high - low) * mpf(i) / GRID for i in range(GRID + 1)]
    for _ in range(20):
        rows = mp.matrix([[x ** j for j in range(degree + 1)] + [(-1) ** i] for i, x in enumerate(points)])
        solution = mp.lu_solve(rows, mp.matrix([f(x) for x in points]))
        p, level = list(solution)[:-1], abs(solution[degree + 1])
        peaks = []  # of every stretch of one sign the largest error
        for x in grid:
            error = f(x) - value(p, x)
            if peaks and (error > 0) == (peaks[-1][1] > 0):
                peaks[-1] = max(peaks[-1], (x, error), key=lambda peak: abs(peak[1]))
            else:
                peaks.append((x, error))
        assert len(peaks) == n, "no alternation"
        points = [x for x, _ in peaks]
        if max(abs(error) for _, error in peaks) < level * mpf("1.001"):
            return p
    raise AssertionError("no convergence")


def value(p, x):
    y = mpf(0)
    for c in reversed(p):
        y = y * x + c
    return y


def show(name, f, relative, low, high, degree):
    p = [mpf(float(c)) for c in remez(f, low, high, degree)]
    middles = [low + (high - low) * (mpf(i) + mpf(1) / 2) / GRID for i in range(GRID)]
    worst = max(abs(relative(x) * (f(x) - value(p, x))) for x in middles)
    print(f"// relative error 2^{mp.nstr(mp.log(worst, 2), 4)}")
    for i, c in enumerate(p):
        print(f"private static final double {name}{i} = {float(c).hex()};")


def q(r):
    return mp.nsum(lambda i: r ** i / mp.factorial(i + 2), [0, 40]) if abs(r) < mpf("1e-8") else (mp.expm1(r) - r) / r ** 2


def l(s):
    z = mp.sqrt(s)
    return mpf(2) / 3 + 2 * s / 5 if s < mpf("1e-20") else (2 * mp.atanh(z) - 2 * z) / (z * s)


log2 = mp.log(2)
high = float(log2)
print(f"LOG_2 = {high.hex()}, LOG_2_LOW = {float(log2 - mpf(high)).hex()}, LOG2_E = {float(1 / log2).hex()}")
half = log2 / 2 * mpf("1.0001")  # the reduction rounds, so r may leave the interval by a hair
show("Q", q, lambda r: r ** 2 / mp.expm1(r), -half, half, 10)
show("L", l, lambda s: s * mp.sqrt(s) / (2 * mp.atanh(mp.sqrt(s))), mpf(0), mpf(1) / 9, 9)

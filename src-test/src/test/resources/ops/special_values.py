"""Writes special_values.txt: what each elementwise operation gives on a grid of special values.

    python3 special_values.py > special_values.txt          (Python 3 with mpmath; not run by the build)

A line is

    operation a b rule value slopeA slopeB

with '-' for what an operation of one argument does not have. The rule says how the value is compared:

    bits   the double with exactly these bits (any NaN for NaN): arithmetic, minimum, maximum, square root
    ulp    of the same class (NaN, infinity, signed zero, finite); finite values to 25 digits, within 2 ulp
    abs    of the same class but for the sign of zero; |error| <= 4e-15 max(1, |value|), because the formula
           2(log 2 - |x| - log1p(exp(-2|x|))) subtracts two numbers of the size of 1 near 0

Slopes are the true derivatives, those of a kink as the operations document them: relu and abs 0 at 0, minimum and
maximum to the first of two equals. '*' where there is none to hold an operation to: at NaN, where the value is NaN,
where it or the slope is infinite, or where its limit does not exist.

Values of transcendental functions are computed with 60 digits, arithmetic with exact fractions.
"""

from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 60

POSITIVE = ["0.0", "4.9e-324", "1e-310", "1e-160", "1e-8", "1.0", "20.0", "710.0", "1e154", "1e308", "Infinity"]
GRID = [sign + x for x in POSITIVE for sign in ("", "-")] + ["NaN"]
INF = float("inf")
NAN = float("nan")
LARGEST = mpf(2) ** 1024 - mpf(2) ** 970  # from here on the nearest double is infinite
SMALLEST = mpf(2) ** -1075  # up to here it is zero


def number(text):
    return float(text.replace("Infinity", "inf"))


def is_zero(x):
    return x == 0


def negative(x):
    return x < 0 or (x == 0 and str(x).startswith("-"))


def text(x):
    """A double, so that it reads back exactly."""
    if x != x:
        return "NaN"
    if x in (INF, -INF):
        return "Infinity" if x > 0 else "-Infinity"
    return repr(x)


def rounded(x):
    """The class of a 60-digit number as a double: signed infinity, signed zero, or 25 digits."""
    if abs(x) >= LARGEST:
        return "Infinity" if x > 0 else "-Infinity"
    if abs(x) <= SMALLEST:
        return "-0.0" if x < 0 else "0.0"
    return mp.nstr(x, 25)


def slope(x):
    """A slope: '*' when no double is near it."""
    if x is None or abs(x) >= LARGEST:
        return "*"
    return mp.nstr(mpf(x), 25) if abs(x) > SMALLEST else "0.0"


# ------------------------------------------------------------------------------------------- one argument

def sigma(x):
    return 1 / (1 + mp.exp(-x))


def log_one_minus_tanh_squared(x):
    if abs(x) < 1:
        return mp.log1p(-mp.tanh(x) ** 2)
    return 2 * (mp.log(2) - abs(x) - mp.log1p(mp.exp(-2 * abs(x))))


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x)))


def sign(x):
    return mpf(1) if x > 0 else mpf(-1) if x < 0 else mpf(0)


def exact(x):
    """A fraction as the nearest double."""
    try:
        return x.numerator / x.denominator
    except OverflowError:
        return INF if x > 0 else -INF


# name: rule, value at finite nonzero x, slope at finite nonzero x,
#       values at 0, -0, inf, -inf, slopes at 0, inf, -inf (None: no finite one)
UNARY = {
    "neg": ("bits", lambda x: -x, lambda x: mpf(-1), (-0.0, 0.0, -INF, INF), (-1, -1, -1)),
    "relu": ("bits", lambda x: max(x, 0.0), lambda x: mpf(x > 0), (0.0, 0.0, INF, 0.0), (0, 1, 0)),
    "abs": ("bits", abs, sign, (0.0, 0.0, INF, INF), (0, 1, -1)),
    "square": ("bits", lambda x: exact(Fraction(x) ** 2), lambda x: 2 * x, (0.0, 0.0, INF, INF), (0, None, None)),
    "sqrt": ("bits", lambda x: NAN if x < 0 else float(mp.sqrt(x)), lambda x: None if x < 0 else 1 / (2 * mp.sqrt(x)),
             (0.0, -0.0, INF, NAN), (None, 0, None)),
    "tanh": ("ulp", mp.tanh, lambda x: mp.sech(x) ** 2, (0.0, -0.0, 1.0, -1.0), (1, 0, 0)),
    "sigmoid": ("ulp", sigma, lambda x: sigma(x) * sigma(-x), (0.5, 0.5, 1.0, 0.0), (mpf(1) / 4, 0, 0)),
    "exp": ("ulp", mp.exp, mp.exp, (1.0, 1.0, INF, 0.0), (1, None, 0)),
    "log": ("ulp", lambda x: None if x < 0 else mp.log(x), lambda x: None if x < 0 else 1 / x,
            (-INF, -INF, INF, NAN), (None, 0, None)),
    "softplus": ("ulp", softplus, sigma, (mp.log(2), mp.log(2), INF, 0.0), (mpf(1) / 2, 1, 0)),
    "logOneMinusTanhSquared": ("abs", log_one_minus_tanh_squared, lambda x: -2 * mp.tanh(x),
                               (0.0, 0.0, -INF, -INF), (0, -2, 2)),
}


def unary(name, a):
    rule, value, derivative, values, slopes = UNARY[name]
    x = number(a)
    if x != x:
        return rule, "NaN", "*"
    if is_zero(x):
        y, s = values[1 if negative(x) else 0], slopes[0]
    elif x in (INF, -INF):
        y, s = (values[2], slopes[1]) if x > 0 else (values[3], slopes[2])
    elif rule == "bits":
        y, s = value(x), derivative(mpf(x))
    else:
        y, s = value(mpf(x)), derivative(mpf(x))
    s = None if s is None else mpf(s)
    if y is None:
        return rule, "NaN", "*"
    return rule, rounded(y) if isinstance(y, mpf) else text(y), slope(s)


# ------------------------------------------------------------------------------------------ two arguments

def zero(is_negative):
    return -0.0 if is_negative else 0.0


def add(a, b):
    if a - a != 0 or b - b != 0:
        return a + b
    if is_zero(a) and is_zero(b):
        return zero(negative(a) and negative(b))
    return exact(Fraction(a) + Fraction(b))


def mul(a, b):
    if a - a != 0 or b - b != 0:
        return a * b
    y = exact(Fraction(a) * Fraction(b))
    return y if y != 0 else zero(negative(a) != negative(b))


def div(a, b):
    if a != a or b != b or (is_zero(a) and is_zero(b)) or (abs(a) == INF and abs(b) == INF):
        return NAN
    is_negative = negative(a) != negative(b)
    if is_zero(b) or abs(a) == INF:
        return -INF if is_negative else INF
    if is_zero(a) or abs(b) == INF:
        return zero(is_negative)
    y = exact(Fraction(a) / Fraction(b))
    return y if y != 0 else zero(is_negative)


def minimum(a, b):
    if a != a or b != b:
        return NAN
    if is_zero(a) and is_zero(b):
        return zero(negative(a) or negative(b))
    return min(a, b)


def finite(*xs):
    return all(x - x == 0 for x in xs)


def div_slopes(a, b):
    if is_zero(b):
        return None, None
    if not finite(b):
        return (0, 0) if finite(a) else (0, None)
    return 1 / mpf(b), -mpf(a) / mpf(b) ** 2 if finite(a) else None


BINARY = {
    "add": (add, lambda a, b: (1, 1)),
    "sub": (lambda a, b: add(a, -b), lambda a, b: (1, -1)),
    "mul": (mul, lambda a, b: (b if finite(b) else None, a if finite(a) else None)),
    "div": (div, div_slopes),
    "min": (minimum, lambda a, b: (1, 0) if a <= b else (0, 1)),
    "max": (lambda a, b: -minimum(-a, -b), lambda a, b: (1, 0) if a >= b else (0, 1)),
}


def binary(name, a, b):
    value, derivatives = BINARY[name]
    x, y = number(a), number(b)
    z = value(x, y)
    if x != x or y != y or z != z:
        return "bits", text(z), "*", "*"
    slopes = [slope(None if s is None else mpf(s)) for s in derivatives(x, y)]
    return "bits", text(z), slopes[0], slopes[1]


print("# written by special_values.py, which says what stands here; mpmath with 60 digits, rounded to 25")
for name in UNARY:
    for a in GRID:
        rule, value, s = unary(name, a)
        print(name, a, "-", rule, value, s, "-")
for name in BINARY:
    for a in GRID:
        for b in GRID:
            rule, value, sa, sb = binary(name, a, b)
            print(name, a, b, rule, value, sa, sb)

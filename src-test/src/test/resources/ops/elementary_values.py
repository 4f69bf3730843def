"""Writes elementary_values.txt: the functions of softac.autodiff.kernel.Elementary at arguments that are hard for them.

    python3 elementary_values.py > elementary_values.txt          (Python 3 with mpmath; not run by the build)

A line is

    function x value

x is a double and reads back exactly; the value is computed with 60 digits and given with 25. Hard are: the middles
(k + 1/2) log 2 between two reductions and the doubles beside them, results next to infinity, subnormal results, the
arguments from which on a function is saturated, those so small that a function is its first term, and those of the
largest errors in 6 million random arguments.
"""

from math import inf, nextafter
from random import Random

from mpmath import mp, mpf

mp.dps = 60


def e_minus_abs(x):
    return mp.exp(-abs(x))


FUNCTIONS = {
    "exp": mp.exp,
    "tanh": mp.tanh,
    "log1p": mp.log1p,
    "sigmoid": lambda x: (1 if x > 0 else e_minus_abs(x)) / (1 + e_minus_abs(x)),
    "softplus": lambda x: max(x, mpf(0)) + mp.log1p(e_minus_abs(x)),
    "logOneMinusTanhSquared": lambda x: mp.log1p(-mp.tanh(x) ** 2) if abs(x) < 1
    else 2 * (mp.log(2) - abs(x) - mp.log1p(mp.exp(-2 * abs(x)))),
}
SIZES = {"exp": 709, "tanh": 20, "log1p": 1, "sigmoid": 740, "softplus": 740, "logOneMinusTanhSquared": 1000}
WORST = {
    "exp": [-387.80738719781863],
    "tanh": [18.714998459104802, -18.715000669915085],
    "log1p": [0.64040787085185769, 0.63938903577727402],
    "sigmoid": [-4.1572631384291867, -4.151906156123701],
    "softplus": [0.26266807991234736, 0.30778862176759231],
    "logOneMinusTanhSquared": [-0.079441995919814101, 0.091715672791938652],
}
EDGES = {
    "exp": [709.782712893384, -708.3964185322641, -745.1332191019411, -744.4400719213812, -740.0, -720.5],
    "tanh": [18.9, 19.0615, 19.0615474653984, 19.07, 19.99, 21.9, 22.1, 350.0],
    "log1p": [1.0, 0.5],
    "sigmoid": [-745.1332191019411, -720.5, -709.8, 36.7, 36.74, 36.8, 709.8],
    "softplus": [-745.1332191019411, -720.5, -709.8, 36.7, 36.74, 36.8, 709.8],
    "logOneMinusTanhSquared": [372.0, 18.0, 36.7, 19.06, 2.0 ** 52],
}


def beside(x):
    return [nextafter(x, -inf), x, nextafter(x, inf)]


def arguments(name):
    doubled = name in ("tanh", "logOneMinusTanhSquared")  # these reduce 2|x|
    random = Random(name)
    xs = WORST[name] + [x for edge in EDGES[name] for x in beside(edge)]
    if name != "log1p":
        for k in (0, 1, 2, 3, 10, 26, 27, 100, 500, 1000):
            middle = float((k + mpf(1) / 2) * mp.log(2) / (2 if doubled else 1))
            xs += beside(middle) + beside(-middle)
    xs += [s * x for x in (4.9e-324, 3e-320, 2.3e-308, 1e-160, 1e-20, 1.1e-16, 1e-8, 1e-3) for s in (1, -1)]
    xs += [s * 2.0 ** random.uniform(-30, 0) for s in (1, -1) for _ in range(20)]
    xs += [random.uniform(-SIZES[name], SIZES[name]) for _ in range(40)]
    return sorted({x for x in xs if name != "log1p" or 0 < x <= 1})


print("# written by elementary_values.py, which says what stands here; mpmath with 60 digits, rounded to 25")
for name, f in FUNCTIONS.items():
    for x in arguments(name):
        y = f(mpf(x))
        if mpf(2) ** -1075 < abs(y) < mpf(2) ** 1024 - mpf(2) ** 970 or name == "logOneMinusTanhSquared":
            print(name, repr(x), mp.nstr(y, 25))

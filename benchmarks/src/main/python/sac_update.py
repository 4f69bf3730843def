"""The SAC-v2 update with PyTorch, eager, as CleanRL writes it: a contender of benchmarks/race.

Lines in, lines out as in softac.benchmarks.race.Slices; files as in softac.benchmarks.race.Check. Needs torch only.

    sac_update.py 17-6-256-256 float32 threads directory
"""

import json
import math
import pathlib
import signal
import struct
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

DISCOUNT, TAU, LEARNING_RATE = 0.99, 0.005, 3e-4
LOG_STD_MIN, LOG_STD_MAX = -20.0, 2.0
UPDATES = 3  # of the check
SETTLE = 0.1  # share of a slice that passes first, untimed


# ---------------------------------------------------------------------------------------- files (safetensors, F64)


def read(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    body = bytearray(data[8 + length :])
    return {
        name: torch.frombuffer(body, dtype=torch.float64, offset=e["data_offsets"][0], count=math.prod(e["shape"]))
        .reshape(e["shape"])
        .clone()
        for name, e in header.items()
    }


def write(path, tensors):
    header, body = {}, b""
    for name, tensor in tensors.items():
        numbers = tensor.detach().to(torch.float64).flatten().tolist()
        piece = struct.pack(f"<{len(numbers)}d", *numbers)
        header[name] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(piece)]}
        body += piece
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


# ------------------------------------------------------------------------------------------------------- networks


class Net(nn.Module):
    def __init__(self, n, hidden, out):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(n, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, out)])

    def forward(self, x):
        return self.layers[2](F.relu(self.layers[1](F.relu(self.layers[0](x)))))

    def load(self, name, tensors):
        with torch.no_grad():
            for i, layer in enumerate(self.layers):
                layer.weight.copy_(tensors[f"{name}.{i}.weight"].T)
                layer.bias.copy_(tensors[f"{name}.{i}.bias"].flatten())
        return self

    def named(self, name):
        for i, layer in enumerate(self.layers):
            yield f"{name}.{i}.weight", layer.weight.T
            yield f"{name}.{i}.bias", layer.bias.reshape(1, -1)


class Agent:
    """`optimizer` holds the keywords that choose how Adam runs."""

    def __init__(self, name, sizes, dtype, start, optimizer):
        n, m, hidden, batch = sizes
        self.name, self.m, self.dtype = name, m, dtype
        self.policy = Net(n, hidden, 2 * m).to(dtype).load("policy", start)
        self.q1 = Net(n + m, hidden, 1).to(dtype).load("q1", start)
        self.q2 = Net(n + m, hidden, 1).to(dtype).load("q2", start)
        self.target1 = Net(n + m, hidden, 1).to(dtype).load("target_q1", start)
        self.target2 = Net(n + m, hidden, 1).to(dtype).load("target_q2", start)
        self.log_alpha = start["log_alpha"].to(dtype, copy=True).requires_grad_()
        self.critic_parameters = [*self.q1.parameters(), *self.q2.parameters()]
        self.target_parameters = [*self.target1.parameters(), *self.target2.parameters()]
        self.policy_parameters = list(self.policy.parameters())
        self.critic_optimizer = torch.optim.Adam(self.critic_parameters, LEARNING_RATE, **optimizer)
        self.policy_optimizer = torch.optim.Adam(self.policy_parameters, LEARNING_RATE, **optimizer)
        self.alpha_optimizer = torch.optim.Adam([self.log_alpha], LEARNING_RATE, **optimizer)
        self.constant = m * (math.log(2 * math.pi) / 2 + 2 * math.log(2))
        self.s, self.a, self.r, self.s2, self.alive = (
            start["batch." + k].to(dtype)
            for k in ("observation", "action", "reward", "next_observation", "not_terminated")
        )

    def sample(self, s, epsilon):
        mean, log_std = self.policy(s).split(self.m, dim=1)
        log_std = log_std.clamp(LOG_STD_MIN, LOG_STD_MAX)
        u = mean + log_std.exp() * epsilon
        # log(1 - tanh(u)^2) = 2 (log 2 - u - softplus(-2u))
        terms = 2 * (u + F.softplus(-2 * u)) - log_std - 0.5 * epsilon.square()
        return u.tanh(), terms.sum(1, keepdim=True) - self.constant

    def update(self, next_noise=None, now_noise=None):
        if next_noise is None:
            next_noise, now_noise = torch.randn_like(self.a), torch.randn_like(self.a)
        with torch.no_grad():
            alpha = self.log_alpha.exp()
            a2, log2 = self.sample(self.s2, next_noise)
            x2 = torch.cat([self.s2, a2], 1)
            y = self.r + DISCOUNT * self.alive * (torch.min(self.target1(x2), self.target2(x2)) - alpha * log2)
        x = torch.cat([self.s, self.a], 1)
        critic_loss = 0.5 * (F.mse_loss(self.q1(x), y) + F.mse_loss(self.q2(x), y))
        self.critic_optimizer.zero_grad(set_to_none=True)
        critic_loss.backward()
        self.critic_optimizer.step()

        now, log_pi = self.sample(self.s, now_noise)
        x = torch.cat([self.s, now], 1)
        policy_loss = (alpha * log_pi - torch.min(self.q1(x), self.q2(x))).mean()
        self.policy_optimizer.zero_grad(set_to_none=True)
        policy_loss.backward(inputs=self.policy_parameters)  # no gradients of the critics' weights, unlike CleanRL
        self.policy_optimizer.step()

        alpha_loss = -(self.log_alpha.exp() * (log_pi.detach() - self.m)).mean()
        self.alpha_optimizer.zero_grad(set_to_none=True)
        alpha_loss.backward()
        self.alpha_optimizer.step()

        with torch.no_grad():
            torch._foreach_lerp_(self.target_parameters, self.critic_parameters, TAU)
        return critic_loss, policy_loss, alpha_loss

    def check(self, start):
        losses = []
        for u in range(UPDATES):
            noise = [start[f"noise.{k}.{u}"].to(self.dtype) for k in ("next", "now")]
            losses.append(torch.stack([loss.detach().reshape(()) for loss in self.update(*noise)]))
        result = {"losses": torch.stack(losses), "log_alpha": self.log_alpha}
        nets = {
            "policy": self.policy,
            "q1": self.q1,
            "q2": self.q2,
            "target_q1": self.target1,
            "target_q2": self.target2,
        }
        for name, net in nets.items():
            result.update(net.named(name))
        return result


# ------------------------------------------------------------------------------------------------------- protocol


def work(agent, seconds):
    """Updates done and seconds taken."""
    begin = time.perf_counter()
    count = 0
    while True:
        agent.update()
        count += 1
        now = time.perf_counter()
        if now - begin >= seconds:
            return count, now - begin


def fastest(agents, seconds, rounds=4):
    for agent in agents:
        work(agent, seconds * 2 / 3 / len(agents))
    best = dict.fromkeys(agents, 0.0)
    for _ in range(rounds):
        for agent in agents:
            count, took = work(agent, seconds / 3 / len(agents) / rounds)
            best[agent] = max(best[agent], count / took)
    return max(best, key=best.get)


def say(*words):
    print(*words, flush=True)


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sizes = tuple(int(word) for word in sys.argv[1].split("-"))
    dtype = getattr(torch, sys.argv[2])
    torch.set_num_threads(int(sys.argv[3]))
    directory = pathlib.Path(sys.argv[4])
    start = read(directory / "start.safetensors")
    config = [line.strip(" -\n") for line in torch.__config__.show().splitlines()]
    told = [line for line in config if line.startswith(("Intel", "CPU capability"))]
    say("about PyTorch", torch.__version__, "threads", torch.get_num_threads(), "|", " | ".join(told))
    agents = []
    for name, optimizer in (("loop", {"foreach": False}), ("foreach", {"foreach": True}), ("fused", {"fused": True})):
        agent = Agent(name, sizes, dtype, start, optimizer)
        path = directory / f"result-{name}.safetensors"
        write(path, agent.check(start))
        say("checked", name, path)
        agents.append(agent)
    say("ready")
    chosen = agents[0]
    for line in sys.stdin:
        word, seconds = line.split()
        if word == "warm":
            chosen = fastest(agents, float(seconds))
            say("warm", chosen.name)
        else:
            work(chosen, float(seconds) * SETTLE)
            say("did", *work(chosen, float(seconds)))


main()

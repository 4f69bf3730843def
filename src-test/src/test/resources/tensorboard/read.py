"""Prints what TensorBoard's own reader finds in a folder: tag, step, value and wall time, tab-separated.

Both of its readers: the one that scripts use, and the one that serves the web page.
"""

import sys

from tensorboard.backend.event_processing import data_provider
from tensorboard.backend.event_processing import plugin_event_multiplexer
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.context import RequestContext

folder = sys.argv[1]
accumulator = EventAccumulator(folder)
accumulator.Reload()
for tag in accumulator.Tags()["scalars"]:
    for event in accumulator.Scalars(tag):
        print("script", tag, event.step, repr(float(event.value)), repr(event.wall_time), sep="\t")

multiplexer = plugin_event_multiplexer.EventMultiplexer()
multiplexer.AddRunsFromDirectory(folder)
multiplexer.Reload()
provider = data_provider.MultiplexerDataProvider(multiplexer, folder)
runs = provider.read_scalars(RequestContext(), experiment_id="", plugin_name="scalars", downsample=10**6)
for tags in runs.values():
    for tag, events in tags.items():
        for event in events:
            print("page", tag, event.step, repr(float(event.value)), repr(event.wall_time), sep="\t")

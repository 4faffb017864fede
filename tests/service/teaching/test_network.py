"""The network that is trained: opened from eight bits, trained further, written again. Only where torch is there."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy
import pytest

from sayso.lang import folder_of
from sayso.model import EVENT_TYPES
from sayso.triggers import TriggerModel
from sayso.triggers.model import GRAPH, MANIFEST, TOKENIZER

torch = pytest.importorskip("torch", reason="torch is not installed (the extra train)")
network = pytest.importorskip("sayso.service.teaching.network", reason="the extra train is not installed")
TEXT = "Three rockets hit the market of Sumy on Monday, killing two people. An arrival was heard, the governor said."
SHELLING = EVENT_TYPES.index("shelling")


def test_it_is_opened_trained_further_and_written_as_readers_take_it(tmp_path: Path) -> None:
    shipped, source = TriggerModel.shipped(), folder_of() / "triggers"
    before = shipped.states(TEXT, [])
    likely = 1 / (1 + numpy.exp(-before.odds))
    ((start, end, ids, hints),) = shipped.fed(TEXT, [])
    assert (start, end) == (0, len(before.pieces))
    net = network.opened((source / GRAPH).read_bytes()).eval()
    with torch.no_grad():
        said, _ = net(torch.tensor([ids]), torch.as_tensor(hints)[None], torch.ones(1, len(ids)))
    assert numpy.abs(said[0, 1:-1].sigmoid().numpy() - likely).mean() < 0.005

    at = next(n for n, (a, b) in enumerate(before.pieces) if TEXT[a:b].lower() == "arrival")
    wanted, counts = likely.copy(), numpy.zeros_like(likely)
    wanted[at, SHELLING] = counts[at, SHELLING] = 1
    edges = ((1, 1), (0, 0))
    network.tuned(net, [(ids, hints, numpy.pad(wanted, edges), numpy.pad(counts, edges))])
    network.write_graph(net, tmp_path / GRAPH)
    shutil.copy(source / TOKENIZER, tmp_path)
    told = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    told |= {
        **network.INNER,
        "sha256": {name: sha256((tmp_path / name).read_bytes()).hexdigest() for name in (GRAPH, TOKENIZER)},
    }
    (tmp_path / MANIFEST).write_text(json.dumps(told))
    after = TriggerModel(tmp_path)(TEXT, [])
    assert after.rows[at, SHELLING] > 500 > likely[at, SHELLING] * 1000

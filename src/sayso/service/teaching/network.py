"""The network of the model of triggers, to be trained: the door to torch, transformers and onnx (the extra ``train``).

A network is made from an encoder, or opened from the folder of a model in eight bits, whose numbers it then starts
from; it is written as the graph in eight bits that readers take.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, BertConfig, BertModel

from sayso.model import EVENT_TYPES, STATUSES
from sayso.triggers.model import HINTS, NO_HINT

__all__ = ["INNER", "Net", "opened", "tuned", "write_graph"]

KINDS, NARROW, DROPPED, HEADS = len(EVENT_TYPES), 64, 0.15, 12
"""Event types; numbers that a hint has beside the output; share that is dropped there; heads of the encoder."""
INNER = {"states": "/net/Concat_output_0", "odds": "/net/kinds/Add_output_0"}
"""What the exporter calls the states of pieces and the log-odds of types."""
_RATE, _HEAD_RATE, _ROUNDS, _STEPS, _BATCH, _HELD = 1e-4, 1e-3, 10, 150, 8, 0.02
"""Learning rates of encoder and heads; rounds over all windows, and steps, at least; windows at once; what a piece that
nobody marked counts beside a mark."""
_PLAIN = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0, "attn_implementation": "eager"}


class Net(nn.Module):  # type: ignore[misc]
    """The encoder, with the hints added to its input and beside its output, and the two heads."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.before = nn.Embedding(NO_HINT + 1, width, padding_idx=NO_HINT)
        self.beside = nn.Embedding(NO_HINT + 1, NARROW, padding_idx=NO_HINT)
        for table, spread in ((self.before, 0.02), (self.beside, 0.1)):
            nn.init.normal_(table.weight, std=spread)
            table.weight.data[NO_HINT] = 0
        self.drop = nn.Dropout(DROPPED)
        self.kinds = nn.Linear(width + NARROW, KINDS)
        self.status = nn.Linear(width + NARROW, len(STATUSES))
        nn.init.constant_(self.kinds.bias, -4.0)

    @classmethod
    def from_encoder(cls, base: Path) -> Net:
        """One from the folder of an encoder, its heads at their beginning."""
        return cls(AutoModel.from_pretrained(base, add_pooling_layer=False, **_PLAIN))

    def forward(self, pieces: Any, hints: Any, attention: Any) -> tuple[Any, Any]:
        """The log-odds of the types and of the statuses of each piece."""
        into = self.encoder.embeddings.word_embeddings(pieces) + self.before(hints).sum(2)
        state = self.encoder(inputs_embeds=into, attention_mask=attention).last_hidden_state
        seen = self.drop(torch.cat([state, self.beside(hints).sum(2)], -1))
        return self.kinds(seen), self.status(seen)


class _Graph(nn.Module):  # type: ignore[misc]
    """What ships: one window, its likelihoods."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Any, hints: Any) -> Any:
        """The likelihoods of each piece."""
        return self.net(pieces, hints, torch.ones_like(pieces))[0].sigmoid()


def write_graph(net: Net, target: Path) -> None:
    """Write the graph of a network in eight bits."""
    whole = target.with_suffix(".whole")
    pieces, hints = torch.ones(1, 12, dtype=torch.long), torch.full((1, 12, HINTS), NO_HINT)
    torch.onnx.export(
        _Graph(net).eval(), (pieces, hints), str(whole), input_names=["pieces", "hints"], output_names=["likelihoods"],
        dynamic_axes={"pieces": {1: "n"}, "hints": {1: "n"}, "likelihoods": {1: "n"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, target, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)
    whole.unlink()


def opened(graph: bytes, correction: Any = None) -> Net:
    """The network of a graph in eight bits, as near as these are to what they were made of, with a correction if given.

    The head of the statuses is not in the graph, and begins anew.
    """
    model = onnx.load_model_from_string(graph)
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()).float() for one in model.graph.initializer}
    weights: dict[str, Any] = {}
    for name, value in held.items():
        if name.startswith("net.") and not name.endswith(("_scale", "_zero_point", "_quantized")):
            weights[name.removeprefix("net.")] = value
        elif name.startswith("net.") and name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            weights[plain.removeprefix("net.")] = (value - held[f"{plain}_zero_point"]) * held[f"{plain}_scale"]
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            plain = node.input[1].removesuffix("_quantized")
            value = (held[node.input[1]] - held[f"{plain}_zero_point"]) * held[f"{plain}_scale"]
            path = node.name.removeprefix("/net/").removesuffix("/MatMul_quant").replace("/", ".")
            weights[f"{path}.weight"] = value.T.contiguous()
    words = weights["encoder.embeddings.word_embeddings.weight"]
    layers = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer."))
    config = BertConfig(
        vocab_size=words.shape[0], hidden_size=words.shape[1], num_hidden_layers=layers, num_attention_heads=HEADS,
        intermediate_size=weights["encoder.encoder.layer.0.intermediate.dense.weight"].shape[0], **_PLAIN,
    )  # fmt: skip
    net = Net(BertModel(config, add_pooling_layer=False))
    missing, unknown = net.load_state_dict(weights, strict=False)
    lacking = [name for name in missing if not name.startswith("status.") and not name.endswith("_ids")]
    if lacking or unknown:
        raise ValueError(f"the graph is not one of this network: {[*lacking, *unknown][:3]}")
    if correction is not None:
        net.kinds.weight.data += torch.from_numpy(correction[:-1].T.copy())
        net.kinds.bias.data += torch.from_numpy(correction[-1].copy())
    return net


Window = tuple[Sequence[int], Any, Any, Any]
"""Pieces with those of beginning and end, their hints, and for each piece and type the likelihood wanted and what it
counts (0: nothing)."""


def tuned(net: Net, windows: Sequence[Window]) -> Net:
    """The network, trained further on windows: what people marked as they have it, the rest as it was."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    order = torch.Generator().manual_seed(1)
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": net.encoder.parameters(), "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    once = -(-len(windows) // _BATCH)
    rounds = max(_ROUNDS, -(-_STEPS // once))
    steps = rounds * once
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / steps))
    net.train()
    for _ in range(rounds):
        shuffled = torch.randperm(len(windows), generator=order).tolist()
        for at in range(0, len(shuffled), _BATCH):
            loss = _loss(net, [windows[number] for number in shuffled[at : at + _BATCH]])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    net.eval()
    return net


def _loss(net: Net, windows: Sequence[Window]) -> Any:
    length, count = max(len(window[0]) for window in windows), len(windows)
    pieces, attention = torch.zeros(count, length, dtype=torch.long), torch.zeros(count, length)
    hints = torch.full((count, length, HINTS), NO_HINT)
    wanted, counts = torch.zeros(count, length, KINDS), torch.zeros(count, length, KINDS)
    for row, (ids, hinted, likely, counted) in enumerate(windows):
        n = len(ids)
        pieces[row, :n], attention[row, :n] = torch.tensor(ids), 1
        hints[row, :n] = torch.as_tensor(hinted)
        wanted[row, :n] = torch.as_tensor(likely, dtype=torch.float32)
        counts[row, :n] = torch.as_tensor(counted, dtype=torch.float32) + _HELD
    counts *= attention[..., None]
    said, _ = net(pieces, hints, attention)
    each = nn.functional.binary_cross_entropy_with_logits(said, wanted, reduction="none")
    return (each * counts).sum() / count

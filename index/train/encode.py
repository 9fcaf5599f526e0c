"""One text through the encoder in torch, long ones in ever fewer pieces: what `index.make_graph` writes, to train."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.make_graph import Merging


@dataclass(frozen=True)
class Encoded:
    """What the encoder makes of a text of T pieces.

    `states[l]` are the pieces after layer l, (n, hidden) with n falling as pieces merge; `of[l]` gives for each of the
    T pieces which of the n it went into, (T,); `vector` is the mean over the T pieces, not normalised.
    """

    states: list[Any]
    of: list[Any]
    vector: Any


def encode(model: Any, ids: list[int], merging: Merging | None = None) -> Encoded:
    """Run a BertModel of `index.train.encoder` on one text."""
    import torch

    x = model.embeddings(torch.tensor([ids]))[0]
    counts, of = torch.ones(len(ids)), torch.arange(len(ids))
    states, all_of = [], []
    for number, layer in enumerate(model.encoder.layer):
        if merging and number >= merging.first:
            leaving = int(merging.rate * (len(x) - merging.above))
            if leaving > 0:
                x, counts, of = _merged(x, counts, of, leaving)
        x = _through(layer, x, counts.log() if merging else None)
        states.append(x)
        all_of.append(of)
    return Encoded(states, all_of, (x * counts[:, None]).sum(0) / len(ids))


def together(states: Any, of: Any) -> Any:
    """The mean of pieces that went into one: (T, hidden) by `of` (T,) → (n, hidden)."""
    import torch

    rows = int(of.max()) + 1
    summed = torch.zeros(rows, states.shape[1]).index_add(0, of, states)
    return summed / torch.bincount(of, minlength=rows)[:, None]


def _merged(x: Any, counts: Any, of: Any, leaving: int) -> tuple[Any, Any, Any]:
    """Average the `leaving` pieces of one set that are most like one of the other into it."""
    import torch
    from torch.nn.functional import normalize

    with torch.no_grad():
        unit = normalize(x, dim=1)
        highest, nearest = (unit[2::2] @ unit[1::2].T).max(dim=1)
        chosen = highest.topk(min(leaving, len(highest))).indices
        into, gone = 2 * nearest[chosen] + 1, 2 * chosen + 2
        stays = torch.ones(len(x), dtype=torch.bool)
        stays[gone] = False
        place = torch.arange(len(x))
        place[gone] = into
        row = torch.cumsum(stays, 0) - 1  # of what stays, in order
        of = row[place[of]]
    mass = x * counts[:, None]
    mass = mass.index_add(0, into, mass[gone])
    counts = counts.index_add(0, into, counts[gone])
    return mass[stays] / counts[stays][:, None], counts[stays], of


def _through(layer: Any, x: Any, bias: Any) -> Any:
    """One layer; `bias` (n,) is added to what each piece is attended by."""
    from torch.nn.functional import gelu, scaled_dot_product_attention

    attention = layer.attention
    heads = attention.self.num_attention_heads
    q, k, v = (
        matrix(x).view(len(x), heads, -1).transpose(0, 1)[None]
        for matrix in (attention.self.query, attention.self.key, attention.self.value)
    )
    seen = scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias[None, None, None, :])
    attended = attention.output.dense(seen[0].transpose(0, 1).reshape(len(x), -1))
    x = attention.output.LayerNorm(attended + x)
    return layer.output.LayerNorm(layer.output.dense(gelu(layer.intermediate.dense(x))) + x)

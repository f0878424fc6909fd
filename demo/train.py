"""Trains the model on the text of data.py and writes llemma-demo.gguf.

    python data.py && python train.py [STEPS]

A Llama so small that it can be committed. Muon for the matrices within the layers, Adam for the rest; the rate
is constant and then falls to nothing, twice. What counts are the steps, and hardly the statements, which nobody can
foresee. A checkpoint is written every CHECKPOINT steps, and a stopped run goes on from it.
"""

import json
import pickle
import sys
import time
from pathlib import Path

import gguf
import jax
import jax.numpy as jnp
import numpy as np
import optax
from optax.contrib import MuonDimensionNumbers, muon

import tokens
from data import SEED, WORK

HERE = Path(__file__).parent

LAYERS, WIDTH, HEADS, HIDDEN = 4, 192, 6, 512
CONTEXT, ROPE_BASE, EPSILON = 4096, 10_000.0, 1e-5

# Kinds of batches: (rows, length, share of the steps). What a prompt of few-shot examples takes is 500 to 1,500.
BATCHES = ((16, 256, 0.65), (8, 512, 0.25), (3, 1536, 0.10))
# Which share of the rows is of which kind of text.
KINDS = {"file": 0.40, "few": 0.17, "steps": 0.12, "latex": 0.155, "math": 0.155}
STEPS, WARMUP, FALL, MUON_RATE, ADAM_RATE = 3600, 40, 0.4, 0.02, 0.004
# Once more, with a part of the rate that falls from the start.
AGAIN, SHARE = 1300, 0.6
CHECKPOINT = 50


def streams(tokenizer):
    """Each kind's documents as one row of tokens, each between BOS and EOS; and what each token counts."""
    rng, found = np.random.default_rng(SEED), {}
    for kind, documents in json.loads((WORK / "text.json").read_text()).items():
        ids, counts = [], []
        for document in documents:
            own = split(tokenizer, document, rng)
            ids += [tokens.BOS, *own, tokens.EOS]
            counts += [0.0, *line_weights(kind, document, own, tokens.end_of_line(tokenizer)), 1.0]
        found[kind] = np.array(ids, np.int32), np.array(counts, np.float32)
        print(f"{kind}: {len(ids) / 1e6:.2f} M tokens", flush=True)
    return found


def line_weights(kind, document, ids, end_of_line):
    """What each token counts: much in a proof, a tactic or a solution, little in what is given."""
    lines, weights, step, given = document.split("\n"), [], False, True
    for line in lines:
        if kind == "file":
            weights.append(1.0 if line.startswith("  ") or line == "" else 0.1)
        elif kind == "latex":
            weights.append(1.0 if "&=" in line else 0.4)
        elif kind == "math":
            given = line == "Problem:" or line.startswith("Q:") or given and line != "Solution:" and not line.startswith(("A:", "```"))
            weights.append(0.1 if given else 1.0)
        elif kind == "steps":
            step = line != "[GOAL]" and (step or line == "[PROOFSTEP]")
            weights.append(1.0 if step and line != "[PROOFSTEP]" else 0.1)
        else:
            weights.append(1.0 if step else 0.1)
            step = line == "Next tactic:" or step and line != "---" or step and lines[len(weights) - 2] == "Next tactic:"
    at, found = 0, []
    for i in ids:
        found.append(weights[at])
        at += i == end_of_line
    return found


def split(tokenizer, text, rng):
    """The tokens of a text, cut in two at some places, since a prompt may end anywhere."""
    cuts = sorted({0, len(text), *rng.integers(0, len(text), size=len(text) // 150)})
    return [i for a, b in zip(cuts, cuts[1:]) for i in tokens.encode(tokenizer, text[a:b])]


class Rows:
    """Takes rows from the streams, one after another."""

    def __init__(self, streams):
        self.streams, self.at = streams, {kind: 0 for kind in streams}

    def batch(self, step):
        rng = np.random.default_rng((SEED, step))
        count, length, _ = BATCHES[rng.choice(len(BATCHES), p=[share for *_, share in BATCHES])]
        kinds = rng.choice(list(KINDS), size=count, p=list(KINDS.values()))
        ids, counts = zip(*(self.row(kind, length) for kind in kinds))
        return np.stack(ids), np.stack(counts)

    def row(self, kind, length):
        (stream, counts), at = self.streams[kind], self.at[kind]
        if at + length > len(stream):
            at = 0
        self.at[kind] = at + length
        part, counts = stream[at: at + length], counts[at: at + length]
        if part[0] == tokens.BOS:
            return np.append(part, tokens.BOS), np.append(counts, 0)
        return np.append(tokens.BOS, part), np.append(0, counts)


def initial(rng) -> dict:
    square, wide = (WIDTH, WIDTH), (HIDDEN, WIDTH)
    shapes = {"attn_q": square, "attn_k": square, "attn_v": square, "attn_output": square}
    shapes |= {"ffn_gate": wide, "ffn_up": wide, "ffn_down": wide[::-1]}

    def matrix(rows, columns, scale=1.0):
        return jnp.asarray(rng.normal(0, scale * columns**-0.5, (rows, columns)), jnp.float32)

    def layer():
        back = {"attn_output": (2 * LAYERS) ** -0.5, "ffn_down": (2 * LAYERS) ** -0.5}
        matrices = {name: matrix(*shape, back.get(name, 1)) for name, shape in shapes.items()}
        return matrices | {"attn_norm": jnp.ones(WIDTH), "ffn_norm": jnp.ones(WIDTH)}

    return {"token_embd": matrix(tokens.SIZE, WIDTH), "layers": [layer() for _ in range(LAYERS)], "output_norm": jnp.ones(WIDTH)}


def rms_norm(x, weight):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + EPSILON) * weight


def rope(x):
    """Turns neighbouring pairs, as llama.cpp does for this architecture: no permutation needed."""
    positions, half = jnp.arange(x.shape[1]), x.shape[-1] // 2
    angles = positions[:, None] * ROPE_BASE ** (-jnp.arange(half) / half)
    cos, sin = jnp.cos(angles)[None, :, None], jnp.sin(angles)[None, :, None]
    a, b = x[..., 0::2], x[..., 1::2]
    return jnp.stack([a * cos - b * sin, a * sin + b * cos], -1).reshape(x.shape)


def logits(model, ids):
    x, length = model["token_embd"][ids], ids.shape[1]
    mask = jnp.tril(jnp.ones((length, length), bool))
    for layer in model["layers"]:
        h = rms_norm(x, layer["attn_norm"])
        q, k, v = ((h @ layer[name].T).reshape(*ids.shape, HEADS, -1) for name in ("attn_q", "attn_k", "attn_v"))
        scores = jnp.einsum("bqhd,bkhd->bhqk", rope(q), rope(k)) * q.shape[-1] ** -0.5
        heads = jnp.einsum("bhqk,bkhd->bqhd", jax.nn.softmax(jnp.where(mask, scores, -1e9)), v)
        x = x + heads.reshape(x.shape) @ layer["attn_output"].T
        h = rms_norm(x, layer["ffn_norm"])
        h = jax.nn.silu(h @ layer["ffn_gate"].T) * (h @ layer["ffn_up"].T)
        x = x + h @ layer["ffn_down"].T
    return rms_norm(x, model["output_norm"]) @ model["token_embd"].T


def loss(model, ids, counts):
    """The mean loss; where a document begins is nothing to foresee."""
    losses = optax.softmax_cross_entropy_with_integer_labels(logits(model, ids[:, :-1]), ids[:, 1:])
    return jnp.sum(losses * counts[:, 1:]) / jnp.sum(counts[:, 1:])


def muon_weights(model):
    """Muon is for the matrices within the layers; the rest gets Adam."""

    def kind(path, weight):
        return MuonDimensionNumbers() if path[0].key == "layers" and weight.ndim == 2 else None

    return jax.tree_util.tree_map_with_path(kind, model)


def train(found, steps):
    rows, model = Rows(found), initial(np.random.default_rng(SEED))

    def schedule(peak):
        fall = int(steps * FALL)
        rise, again = optax.linear_schedule(0, peak, WARMUP), optax.linear_schedule(0, SHARE * peak, WARMUP)
        parts = [rise, optax.constant_schedule(peak), optax.linear_schedule(peak, 0, fall), again, optax.linear_schedule(SHARE * peak, 0, AGAIN - WARMUP)]
        return optax.join_schedules(parts, [WARMUP, steps - fall, steps, steps + WARMUP])

    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0),
        muon(schedule(MUON_RATE), weight_decay=0.01, adam_learning_rate=schedule(ADAM_RATE), muon_weight_dimension_numbers=muon_weights),
    )
    state, first, checkpoint, spent = optimizer.init(model), 0, WORK / "checkpoint.pickle", 0.0
    if checkpoint.exists():
        model, state, first, rows.at, spent = pickle.loads(checkpoint.read_bytes())
        print(f"going on after step {first}")

    def update(model, state, ids, counts):
        value, gradient = jax.value_and_grad(loss)(model, ids, counts)
        change, state = optimizer.update(gradient, state, model)
        return optax.apply_updates(model, change), state, value

    update = jax.jit(update, donate_argnums=(0, 1))
    started, values, seen = time.time() - spent, [], 0
    for step in range(first, steps + AGAIN):
        ids, counts = rows.batch(step)
        model, state, value = update(model, state, ids, counts)
        values.append(float(value))
        seen += ids.size
        if step % 20 == 19 or step == steps + AGAIN - 1:
            print(f"step {step + 1:5}  loss {np.mean(values[-20:]):.4f}  {time.time() - started:5.0f} s wall, "
                  f"{time.process_time():5.0f} s CPU, {seen / 1e6:.2f} M tokens", flush=True)
        if (step + 1) % CHECKPOINT == 0:
            saved = jax.tree.map(np.asarray, (model, state))
            temporary = checkpoint.with_suffix(".new")
            temporary.write_bytes(pickle.dumps((*saved, step + 1, rows.at, time.time() - started)))
            temporary.replace(checkpoint)
    return model


def write(model, pieces, path: Path) -> None:
    out = gguf.GGUFWriter(path, "llama")
    out.add_name("llemma-demo")
    out.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    out.add_license("MIT")
    out.add_context_length(CONTEXT)
    out.add_embedding_length(WIDTH)
    out.add_block_count(LAYERS)
    out.add_feed_forward_length(HIDDEN)
    out.add_head_count(HEADS)
    out.add_head_count_kv(HEADS)
    out.add_rope_dimension_count(WIDTH // HEADS)
    out.add_rope_freq_base(ROPE_BASE)
    out.add_layer_norm_rms_eps(EPSILON)
    out.add_vocab_size(tokens.SIZE)

    kind = gguf.TokenType
    out.add_tokenizer_model("llama")
    out.add_token_list(tokens.vocabulary(pieces))
    out.add_token_scores([0.0] * (tokens.BYTES + 256) + [-float(i) for i in range(len(pieces))])
    out.add_token_types([kind.UNKNOWN] + [kind.CONTROL] * 2 + [kind.BYTE] * 256 + [kind.NORMAL] * len(pieces))
    out.add_bos_token_id(tokens.BOS)
    out.add_eos_token_id(tokens.EOS)
    out.add_unk_token_id(tokens.UNK)
    out.add_add_bos_token(True)
    out.add_add_eos_token(False)
    out.add_add_space_prefix(False)

    def add(name, value):
        value, name = np.asarray(value, np.float32), f"{name}.weight"
        if value.ndim == 1:
            out.add_tensor(name, value)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            out.add_tensor(name, gguf.quants.quantize(value, kind), raw_dtype=kind)

    add("token_embd", model["token_embd"])
    for i, layer in enumerate(model["layers"]):
        for name, value in layer.items():
            add(f"blk.{i}.{name}", value)
    add("output_norm", model["output_norm"])
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def main() -> None:
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    sample = [d for documents in json.loads((WORK / "text.json").read_text()).values() for d in documents[:700]]
    pieces = tokens.pieces(sample)
    assert len(tokens.vocabulary(pieces)) == tokens.SIZE
    (WORK / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False))
    model = train(streams(tokens.encoder(pieces)), steps)
    write(model, pieces, HERE / "llemma-demo.gguf")
    print(f"{sum(x.size for x in jax.tree.leaves(model)) / 1e6:.2f} M parameters")


if __name__ == "__main__":
    main()

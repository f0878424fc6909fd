"""The tokenizer: pieces found by BPE, applied as llama.cpp's SentencePiece does (a space is U+2581)."""

import re
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

SIZE = 1024
UNK, BOS, EOS, BYTES = 0, 1, 2, 3
SPACE = "\u2581"
# Always there, whether the training text has them or not.
EXTRA = "".join(chr(c) for c in range(0x21, 0x7F)) + "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩℕℤℚℝℂ₀₁₂₃₄₅₆₇₈₉∀∃∄∅∈∉⊆⊂∪∩∘×→←↔↦⟨⟩⊢¬∧∨≠≤≥≡∣·▸⁻¹²³∑∏∞√∎"
# Pieces never join a name with the space beside it, digits, or a line's end with anything: a name is then
# the same token wherever it stands, and a text cut there has the same tokens as the whole.
PARTS = Regex(r"\n|[0-9₀-₉']|\\[A-Za-z]+\u2581?|[A-Za-z]{4,}\u2581?|\u2581[A-Z]?[a-z]{4,}|[^\W\d_]+|\u2581\u2581+|\u2581?[^\w\s\u2581\\₀-₉']+\u2581?|\u2581|_|.")
NAME_AND_SPACE = re.compile(r"[^\W\d_]{1,3}\u2581|\u2581[^\W\d_]{1,3}")


def pieces(texts):
    """The pieces after the special ones and the bytes, most frequent merges first."""
    trainer_for = Tokenizer(models.BPE())
    trainer_for.pre_tokenizer = pre_tokenizers.Split(PARTS, behavior="isolated")
    alphabet = sorted({c for text in texts for c in text.replace(" ", SPACE)} | set(EXTRA) | {SPACE, "\n"})
    wanted = SIZE - BYTES - 256
    trainer = trainers.BpeTrainer(vocab_size=wanted + 200, initial_alphabet=alphabet, show_progress=False, max_token_length=16)
    trainer_for.train_from_iterator((text.replace(" ", SPACE) for text in texts), trainer)
    found = trainer_for.get_vocab()
    return [piece for piece in sorted(found, key=found.get) if not NAME_AND_SPACE.fullmatch(piece)][:wanted]


def vocabulary(found):
    return ["<unk>", "<s>", "</s>", *(f"<0x{b:02X}>" for b in range(256)), *found]


def encoder(found):
    """The tokenizer that applies the pieces to any text, as SentencePiece does: the best-scored join first."""
    tokens = vocabulary(found)
    ids = {token: i for i, token in enumerate(tokens)}
    known = set(found)
    merges = [(piece[:i], piece[i:]) for piece in found for i in range(1, len(piece)) if piece[:i] in known and piece[i:] in known]
    return Tokenizer(models.BPE(vocab=ids, merges=merges, unk_token="<unk>", byte_fallback=True, fuse_unk=False))


def encode(tokenizer, text):
    return tokenizer.encode(text.replace(" ", SPACE), add_special_tokens=False).ids


def end_of_line(tokenizer):
    return tokenizer.token_to_id("\n")

"""Greedy and beam search by PyTorch, batched: the memory and what the score needs of it are computed once, a step is a
handful of calls whatever the number of sentences and beams, and sentences that are done leave the batch."""

import json
import os

import torch
import torch.nn.functional as F
from serve import Work, serve
from torch_translator import Translator, padding_of, versions

PAD, BOS, EOS = 0, 2, 3
MOST = 40
MINUS_INFINITY = float("-inf")


class Decoder:
    """One word for each of R rows."""

    def __init__(self, model, variant):
        self.model = model
        self.cell = None
        if variant == "LSTMCell":
            lstm = model.decoder
            self.cell = torch.nn.LSTMCell(lstm.input_size, lstm.hidden_size)
            self.cell.load_state_dict({name[: -len("_l0")]: value for name, value in lstm.state_dict().items()})

    def start(self, sources):
        lengths = torch.tensor([len(source) for source in sources])
        ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(source) for source in sources], batch_first=True)
        memory, (h, c) = self.model.encode(self.model.source_embedding(ids), lengths)
        keys = None
        if self.model.score is not None:
            # (W h) key = h (W' key)
            keys = (memory @ self.model.score.weight).transpose(1, 2)
        return (h[0], c[0]), (keys, memory, padding_of(lengths, memory.shape[1]))

    def step(self, words, state, memory):
        """`words` (R); R may be a multiple of the sources of `memory`. Gives logits (R, V)."""
        h, c = state
        embedded = self.model.target_embedding(words)
        if self.cell is not None:
            h, c = self.cell(embedded, (h, c))
        else:
            _, (h, c) = self.model.decoder(embedded[:, None], (h[None], c[None]))
            h, c = h[0], c[0]
        total = self.model.hidden(h)
        keys, values, padding = memory
        if keys is not None:
            # The beams of a sentence are the queries of one product.
            queries = h.view(values.shape[0], -1, h.shape[1])
            weights = torch.baddbmm(padding, queries, keys).softmax(-1)
            total = total + self.model.context(torch.bmm(weights, values).flatten(0, 1))
        return self.model.output(total.tanh()), (h, c)


def _pick(memory, rows):
    return tuple(None if part is None else part[rows] for part in memory)


def greedy(decoder, sources):
    state, memory = decoder.start(sources)
    results = torch.zeros(len(sources), MOST + 1, dtype=torch.long)
    live = torch.arange(len(sources))
    words = torch.full((len(sources),), BOS)
    for t in range(MOST):
        logits, state = decoder.step(words, state, memory)
        logits[:, PAD] = MINUS_INFINITY
        logits[:, BOS] = MINUS_INFINITY
        words = logits.argmax(-1)
        results[live, t] = words
        going = words != EOS
        if not going.all():
            rows = going.nonzero()[:, 0]
            if rows.numel() == 0:
                break
            live, words, memory = live[rows], words[rows], _pick(memory, rows)
            state = tuple(part[rows] for part in state)
    return results


def _divisor(length):
    return ((5 + length) / 6) ** 0.6


def beam(decoder, sources, K):
    (h, c), memory = decoder.start(sources)
    N = len(sources)
    results = torch.zeros(N, MOST + 1, dtype=torch.long)
    best_scores = torch.full((N,), MINUS_INFINITY)
    live = torch.arange(N)
    # At first every sentence has one row.
    state, words = (h, c), torch.full((N,), BOS)
    log_probs = torch.zeros(N, 1)
    history = torch.zeros(N, 1, 0, dtype=torch.long)
    for length in range(1, MOST + 1):
        logits, state = decoder.step(words, state, memory)
        logits = F.log_softmax(logits, -1)
        logits[:, PAD] = MINUS_INFINITY
        logits[:, BOS] = MINUS_INFINITY
        n, width = log_probs.shape
        # A row's K best suffice; only those of a sentence are compared.
        row_scores, row_words = logits.topk(K)
        sums = (log_probs.view(-1, 1) + row_scores).view(n, width * K)
        log_probs, places = sums.topk(K)
        parents = places // K
        words = row_words.view(n, -1).gather(1, places)
        history = history.gather(1, parents[:, :, None].expand(-1, -1, length - 1))
        history = torch.cat([history, words[:, :, None]], 2)
        ended = (words == EOS) & (log_probs > MINUS_INFINITY)
        scores = torch.where(ended, log_probs, MINUS_INFINITY) / _divisor(length)
        top, which = scores.max(1)
        better = (top > best_scores[live]).nonzero()[:, 0]
        best_scores[live[better]] = top[better]
        results[live[better], :length] = history[better, which[better]]
        results[live[better], length:] = PAD
        log_probs = log_probs.masked_fill(words == EOS, MINUS_INFINITY)
        most = log_probs.max(1).values
        # The most that a live translation can still reach.
        bound = torch.maximum(most / _divisor(length + 1), most / _divisor(max(length + 1, MOST)))
        going = (most > MINUS_INFINITY) & (bound > best_scores[live])
        if length == MOST:
            cut = (best_scores[live] == MINUS_INFINITY).nonzero()[:, 0]
            results[live[cut], :length] = history[cut, log_probs[cut].argmax(1)]
            break
        rows = torch.arange(n)[:, None] * width + parents
        if not going.all():
            kept = going.nonzero()[:, 0]
            if kept.numel() == 0:
                break
            live, log_probs, words, history = live[kept], log_probs[kept], words[kept], history[kept]
            rows, memory = rows[kept], _pick(memory, kept)
        rows, words = rows.flatten(), words.flatten()
        state = tuple(part[rows] for part in state)
    return results


def decoding(request):
    model = Translator(request["folder"], request["attention"] != "none").eval()
    decoder = Decoder(model, request["variant"])
    with open(os.path.join(request["folder"], "sources.json"), encoding="utf8") as file:
        sources = json.load(file)
    groups = [[sources[i] for i in group] for group in request["groups"]]
    strategy = request["strategy"]
    last = {}

    @torch.inference_mode()
    def run():
        if strategy["kind"] == "greedy":
            last["words"] = [greedy(decoder, group) for group in groups]
        else:
            last["words"] = [beam(decoder, group, strategy["beamSize"]) for group in groups]

    def outputs():
        words = torch.cat(last["words"])
        # Ours leaves eos out.
        return {"words": words.masked_fill(words == EOS, PAD)[:, :MOST].float().numpy()}

    return Work(run, outputs)


serve({"decoding": decoding}, {"versions": versions})

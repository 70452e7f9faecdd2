"""The homework's model in PyTorch, its weights read from our files: what training and decoding share."""

import json
import os

import torch
from torch import nn

torch.set_num_threads(int(os.environ["BENCH_NUM_THREADS"]))


class Translator(nn.Module):
    """LSTM encoder and decoder, Luong's general score or none, h~ = tanh(Wh h + Wc context), output layer."""

    def __init__(self, folder, has_attention):
        super().__init__()
        with open(os.path.join(folder, "shapes.json"), encoding="utf8") as file:
            shapes = json.load(file)

        def read(name):
            path = os.path.join(folder, name.replace("/", "-") + ".f32")
            values = torch.from_file(path, size=torch.Size(shapes[name]).numel(), dtype=torch.float32)
            return values.clone().reshape(shapes[name])

        def linear(name, bias=None):
            weight = read(name)
            layer = nn.Linear(*weight.shape, bias=bias is not None)
            with torch.no_grad():
                layer.weight.copy_(weight.t())
                if bias is not None:
                    layer.bias.copy_(read(bias))
            return layer

        def lstm(name):
            weight = read(f"{name}/kernel")
            layer = nn.LSTM(weight.shape[0], weight.shape[1] // 4, batch_first=True)
            with torch.no_grad():
                layer.weight_ih_l0.copy_(weight.t())
                layer.weight_hh_l0.copy_(read(f"{name}/recurrentKernel").t())
                layer.bias_ih_l0.copy_(read(f"{name}/bias"))
                layer.bias_hh_l0.zero_()
            # Ours has one bias.
            layer.bias_hh_l0.requires_grad_(False)
            return layer

        self.source_embedding = nn.Embedding.from_pretrained(read("sourceEmbedding"), freeze=False)
        self.target_embedding = nn.Embedding.from_pretrained(read("targetEmbedding"), freeze=False)
        self.encoder, self.decoder = lstm("encoder"), lstm("decoder")
        self.hidden = linear("attentionalState/hiddenKernel")
        self.score = linear("attention/W") if has_attention else None
        self.context = linear("attentionalState/contextKernel") if has_attention else None
        self.output = linear("output/kernel", "output/bias")

    def encode(self, embedded, lengths):
        """`embedded` (B, S, E), `lengths` (B); gives memory (B, S, U) and the state."""
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        outputs, state = self.encoder(packed)
        return nn.utils.rnn.pad_packed_sequence(outputs, batch_first=True)[0], state

    def features(self, hidden, memory, padding):
        """`hidden` (B, T, U), `padding` (B, 1, S), -inf at padding; gives (B, T, U)."""
        total = self.hidden(hidden)
        if self.score is not None:
            scores = torch.baddbmm(padding, self.score(hidden), memory.transpose(1, 2))
            total = total + self.context(torch.bmm(scores.softmax(-1), memory))
        return total.tanh()


def padding_of(lengths, width):
    """(B, 1, S): 0 at words, -inf beyond a row's length."""
    beyond = torch.arange(width) >= lengths[:, None]
    return torch.zeros(beyond.shape).masked_fill(beyond, float("-inf"))[:, None]


def versions(_request):
    return {"torch": torch.__version__}

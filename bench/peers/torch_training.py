"""Training by PyTorch. Variants, see `training`; every one skips the padding of the source by packing."""

import json
import os

import torch
import torch.nn.functional as F
from serve import Skip, Work, serve
from torch_translator import Translator, padding_of, versions

RATE = 0.2
PAD = 0


def _read_batches(folder):
    with open(os.path.join(folder, "batches.json"), encoding="utf8") as file:
        batches = json.load(file)
    for batch in batches:
        B, S, T = batch["batchSize"], batch["sourceLength"], batch["targetLength"]
        lengths = torch.tensor(batch["sourceLengths"])
        targets = torch.tensor(batch["targetOutput"])
        yield {
            "source": torch.tensor(batch["source"]).view(B, S),
            "lengths": lengths,
            "padding": padding_of(lengths, S),
            "input": torch.tensor(batch["targetInput"]).view(B, T),
            "targets": targets,
        }


def training(request):
    variant = request["variant"]
    torch.manual_seed(1)
    model = Translator(request["folder"], request["attention"] != "none")
    batches = list(_read_batches(request["folder"]))
    if variant.startswith("linear_cross_entropy") and not hasattr(F, "linear_cross_entropy"):
        raise Skip("this PyTorch has no linear_cross_entropy")
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    fused = "fused Adam" in variant or variant == "compiled"
    optimizer = torch.optim.Adam(parameters, lr=1e-3, fused=fused)

    def head(hidden, memory, padding, targets, rate):
        features = F.dropout(model.features(hidden, memory, padding), rate, rate > 0).flatten(0, 1)
        if variant.startswith("linear_cross_entropy"):
            return F.linear_cross_entropy(
                features, model.output.weight, targets, linear_bias=model.output.bias, ignore_index=PAD
            )
        if variant == "cross entropy without padding, fused Adam":
            real = (targets != PAD).nonzero()[:, 0]
            return F.cross_entropy(model.output(features[real]), targets[real])
        return F.cross_entropy(model.output(features), targets, ignore_index=PAD)

    timed_head = torch.compile(head, dynamic=False) if variant == "compiled" else head
    if variant == "compiled":
        # One program per batch: all of them have other lengths.
        torch._dynamo.config.recompile_limit = 64

    def loss_of(batch, rate, head_of):
        train = rate > 0
        embedded = F.dropout(model.source_embedding(batch["source"]), rate, train)
        memory, state = model.encode(embedded, batch["lengths"])
        hidden, _ = model.decoder(F.dropout(model.target_embedding(batch["input"]), rate, train), state)
        return head_of(hidden, memory, batch["padding"], batch["targets"], rate)

    with torch.no_grad():
        at_start = [loss_of(batch, 0.0, head).item() for batch in batches]
    last = {}

    def run():
        losses = []
        for batch in batches:
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(batch, RATE, timed_head)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            losses.append(loss.item())
        last["losses"] = losses

    def outputs():
        return {"atStart": at_start, "losses": last["losses"]}

    return Work(run, outputs)


serve({"training": training}, {"versions": versions})

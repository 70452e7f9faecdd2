"""sacreBLEU's paired bootstrap for the test of packages/seq2seq/src/evaluation/paired-bootstrap.ts.

    pip install sacrebleu==2.6.0 numpy==2.4.6
    python oracles/sacrebleu_bootstrap.py      # rewrites packages/seq2seq/src/evaluation/__fixtures__/sacrebleu-bootstrap.json

Holds sacreBLEU's result for 1,000 resamples drawn by numpy, and for the first 50 of them the drawn indices too, so
that the arithmetic can be compared on the very same draws and not only in distribution. Sentences are random word
strings over a small alphabet of our own: BLEU looks at nothing else.
"""
import json
import random
from pathlib import Path

import numpy as np
import sacrebleu
from sacrebleu.metrics import BLEU
from sacrebleu.significance import _paired_bs_test, Result, estimate_ci

SACREBLEU, NUMPY = "2.6.0", "2.4.6"
SEED, SENTENCES, RESAMPLES, GIVEN = 11, 60, 1000, 50
TARGET = Path(__file__).parent.parent / "packages/seq2seq/src/evaluation/__fixtures__/sacrebleu-bootstrap.json"


def corrupt(words, rate, rng):
    kept = [rng.choice("abcdefgh") if rng.random() < rate else w for w in words]
    return kept[: rng.randrange(len(kept) - 1, len(kept) + 1)]


def paired(baseline, candidate, references, resamples):
    metric = BLEU(tokenize="none", force=True)
    statistics = metric._extract_corpus_statistics(baseline, references)
    score = metric._aggregate_and_compute([list(s) for s in statistics])
    info = {"BLEU": (statistics, Result(score.score))}
    result = _paired_bs_test(info, "candidate", candidate, references, {"BLEU": metric}, n_samples=resamples, seed=SEED)[1]["BLEU"]
    # The library reports neither the difference nor its interval: the same draws again, the same functions.
    draws = np.random.default_rng(SEED).choice(len(baseline), size=(resamples, len(baseline)), replace=True)
    both = [np.array(metric._extract_corpus_statistics(h, references), dtype="float32") for h in (baseline, candidate)]
    scores = [np.array([metric._compute_score_from_stats(s.sum(0)).score for s in each[draws]]) for each in both]
    differences = np.sort(scores[1] - scores[0])
    cut = resamples // 40
    mean, half_width = estimate_ci(scores[1])
    assert abs(mean - result.mean) < 1e-9 and abs(half_width - result.ci) < 1e-9
    return draws, dict(baseline=score.score, candidate=result.score, pValue=result.p_value, candidateMean=result.mean,
                       candidateHalfWidth=result.ci, differenceMean=float(differences.mean()),
                       differenceInterval=[float(differences[cut]), float(differences[-1 - cut])])


def main():
    assert (sacrebleu.__version__, np.__version__) == (SACREBLEU, NUMPY), (sacrebleu.__version__, np.__version__)
    rng = random.Random(SEED)
    first = [[rng.choice("abcdefgh") for _ in range(rng.randrange(4, 13))] for _ in range(SENTENCES)]
    second = [corrupt(r, 0.1, rng) if rng.random() < 0.5 else None for r in first]
    text = lambda words: None if words is None else " ".join(words)
    streams = [list(map(text, first)), list(map(text, second))]
    baseline = [text(corrupt(r, 0.32, rng)) for r in first]
    better = [text(corrupt(r, 0.2, rng)) for r in first]
    similar = [text(corrupt(r, 0.29, rng)) for r in first]
    fixture = dict(madeBy=f"oracles/sacrebleu_bootstrap.py, sacrebleu {SACREBLEU}, numpy {NUMPY}, seed {SEED}",
                   references=[[s for s in pair if s is not None] for pair in zip(*streams)], baseline=baseline,
                   resamples=RESAMPLES, given=GIVEN, candidates={})
    for name, candidate in (("better", better), ("similar", similar)):
        _, many = paired(baseline, candidate, streams, RESAMPLES)
        draws, few = paired(baseline, candidate, streams, GIVEN)
        fixture["draws"] = draws.tolist()
        fixture["candidates"][name] = dict(hypotheses=candidate, many=many, few=few)
    TARGET.write_text(json.dumps(fixture) + "\n", encoding="utf8")
    print({name: c["many"] for name, c in fixture["candidates"].items()}, TARGET.stat().st_size)


main()

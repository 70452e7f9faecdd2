"""Scores by sacreBLEU for the tests of packages/seq2seq/src/evaluation (BLEU, chrF, tokenizers 13a, zh and char).

    pip install sacrebleu==2.6.0
    python oracles/sacrebleu_cases.py          # rewrites packages/seq2seq/src/evaluation/__fixtures__/sacrebleu-cases.json

Every sentence was written for this file. References are ragged: one list per hypothesis, any number from one;
sacreBLEU takes them as streams in which a missing reference is None.
"""
import json
import random
from pathlib import Path

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_char import TokenizerChar
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

SACREBLEU = "2.6.0"
SEED = 7
TARGET = Path(__file__).parent.parent / "packages/seq2seq/src/evaluation/__fixtures__/sacrebleu-cases.json"

# Each entry: translations of one sentence, in any number.
SENTENCES = [
    ["Mi hermana lee un libro rojo en la cocina.", "Mi hermana está leyendo un libro rojo en la cocina.",
     "En la cocina, mi hermana lee un libro rojo."],
    ["¿Dónde está la estación de trenes?", "¿Dónde queda la estación?", "¿En dónde está la estación del tren?"],
    ["No me gusta el café sin azúcar.", "El café sin azúcar no me gusta."],
    ["Los niños han comido todas las manzanas.", "Los niños se comieron todas las manzanas.",
     "Los chicos se han comido las manzanas."],
    ["Mañana iremos a la playa si no llueve.", "Iremos mañana a la playa si no llueve.", "Si no llueve, mañana vamos a la playa."],
    ["Hace frío.", "Tengo frío."],
    ["Sí.", "Claro que sí.", "Por supuesto."],
    ["¡Cuidado con el perro!", "¡Ojo con el perro!"],
    ["El tren de las 8:30 llegó con 25 minutos de retraso.", "El tren de las ocho y media llegó 25 minutos tarde."],
    ["Cuesta 1.250,75 euros, es decir, un 3,5 % más.", "Vale 1.250,75 euros: un 3,5% más."],
    ["My neighbour's cat sleeps on our roof.", "The neighbor's cat sleeps on our roof."],
    ["I can't find my keys, and it's getting late!", "I can't find my keys and it is getting late."],
    ["She said, \"We leave at dawn.\"", "She said: 'We leave at dawn.'"],
    ["He bought bread, milk, eggs, cheese and two bottles of wine.",
     "He bought bread, milk, eggs, cheese, and two wine bottles.", "Bread, milk, eggs, cheese and two bottles of wine were bought by him.",
     "He has bought bread, milk, eggs, cheese and two bottles of wine."],
    ["The old man who lives near the river told us that the bridge had been closed since last winter.",
     "The old man living near the river told us the bridge had been closed since last winter.",
     "An old man who lives by the river said to us that the bridge was closed since last winter."],
    ["What?", "What did you say?"],
    ["The e-mail (sent on 2024-03-15) didn't reach us.", "The email, sent on 15-03-2024, did not reach us."],
    ["Rosa & Luis opened a shop; it closed 10 days later...", "Rosa and Luis opened a shop - it closed ten days later…"],
    ["the the the the the the the", "the cat is on the roof of the house"],
    ["Ella cree que el examen de física fue más difícil que el de química, pero yo no estoy de acuerdo.",
     "Ella opina que el examen de física fue más difícil que el de química, pero no estoy de acuerdo."],
]

# The same for scripts that set no spaces between words.
UNSPACED_SENTENCES = [
    ["我妹妹在厨房里看一本红色的书。", "我的妹妹正在厨房看红色的书。"],
    ["火车站在哪里？", "请问火车站在哪儿？"],
    ["我不喜欢没有糖的咖啡。", "没有糖的咖啡我不喜欢。"],
    ["他用Python 3.11写了1,250行程序，花了2-3天。", "他用 Python 3.11 写了1,250行代码，用了2到3天。"],
    ["「小心狗！」她说。", "她说：“小心那只狗！”"],
    ["私の妹は台所で赤い本を読んでいます。", "妹は台所で赤い本を読んでいる。"],
    ["駅はどこですか。", "駅はどちらですか？"],
    ["明日雨が降らなければ、海へ行きます。", "雨が降らなければ明日は海に行こう。"],
    ["コーヒーを2杯、お願いします。", "コーヒー二杯ください。"],
    ["พี่สาวของฉันอ่านหนังสือสีแดงในครัว", "น้องสาวอ่านหนังสือสีแดงในห้องครัว"],
    ["สถานีรถไฟอยู่ที่ไหน", "สถานีอยู่ไหน ครับ"],
]

TOKENIZER_TEXTS = [
    "", " ", ".", ",", "a.", ".a", "1.", ".1", "1.5", "1,5", "1.250,75", "3.14.", "$3.50", "10%", "a,b", "1,a", "a,1", "..", "...1",
    "1...", "-", "5-", "5-6", "a-b", "-5", "2024-03-15", "well-known", "x--y", "¿Qué?", "¡Ay!", "«Hola»", "it's", "'quoted'", "don't.",
    "\"quoted\"", "(a)", "[b]{c}", "a/b", "a\\b", "a_b", "a^b`c", "a~b|c", "#1 @home", "a&b", "&quot;x&quot;", "&amp;lt;", "&lt;b&gt;",
    "&amp;amp;", "R&D &amp; tests", "<skipped>text<skipped>", "<skip>", "hyphen-\nated", "two\nlines", "tab\tand  spaces ", "a*b+c=d",
    "e-mail: rosa@casa.example!", "8:30", "naïve café", "été. Après", "3.º piso, 2.ª puerta", "10€.", "€10,5", "日本語。テスト, ok.",
    "smile 🙂. ok", "🙂,🙂", "non\u00a0breaking\u00a0space.", "thin\u2009space,", "bom\ufeffinside", "next\u0085line", "unit\u001fsep.", "soft\u00adhyphen-1",
    "x.y.z", "U.S.A.", "Mr. Pérez, Jr.", "1.a.2", "a.1.b", "9,000,000.", "0-0-0", "١٢٣.٤", "２．５", "²,³", "…", "—", "a—b", "don’t",
]


UNSPACED_TEXTS = [
    "我喜欢书。", "我用Python3.11，好。", "２０２０年，1.5倍", "（半角）(x)", "ｶﾀｶﾅ", "カタカナ・ひらがな", "한국어 문장.", "〇々〆", "㐀䶵", "𠀀字", "①②③", "☀✂", "→≠∞",
    "\u2001a\u2a6d", "\u2000b", "\u2a6e", "\u2f81\u2fa1\u2fa2", "ไทย ภาษา", "नमस्ते।", "🙂我", "a我b", " 我 ", "﹏︰", "鿿龥龦龻龼", "ｘ、。！？",
]


def references_as_streams(references):
    most = max(map(len, references))
    return [[r[k] if k < len(r) else None for r in references] for k in range(most)]


def disturb(text, rng):
    """Drops, repeats, swaps or replaces some words, so that matches are partial."""
    words = text.split(" ")
    for _ in range(rng.randrange(4)):
        place = rng.randrange(len(words))
        action = rng.randrange(4)
        if action == 0 and len(words) > 1:
            del words[place]
        elif action == 1:
            words.insert(place, words[place])
        elif action == 2 and place + 1 < len(words):
            words[place], words[place + 1] = words[place + 1], words[place]
        else:
            words[place] = rng.choice(["casa", "the", "Rojo", "algo,", "x"])
    return " ".join(words)


def corpora(rng):
    """(hypotheses, ragged references), the hard ones by hand and the rest disturbed at random."""
    yield ["the the the the the the the"], [["the cat is on the mat", "there is a cat on the mat"]]
    yield [""], [["una frase"]]
    yield [""], [[""]]
    yield ["una frase"], [[""]]
    yield ["una frase", ""], [["", "una frase larga"], ["vacía"]]
    yield ["nada coincide aquí"], [["otra cosa distinta"]]
    yield ["sí"], [["sí"]]
    yield ["hace frío"], [["hace frío"]]
    yield ["hace mucho frío"], [["hace mucho frío", "hace frío"]]
    yield ["hace mucho frío hoy"], [["hace mucho frío hoy"]]
    yield ["a b c"], [["a b", "a b c d"]]              # equally close references: the shorter counts
    yield ["a b c d e", "a b"], [["a b x d e f"], ["a b c", "a", "b a"]]
    yield ["no break\u00a0space here", "next\u0085line \u001f end "], [["no break space here"], ["next line end", "next line"]]
    yield ["bom\ufeffhere  and   there\t"], [["bom\ufeffhere and there", "bom here and there"]]
    yield ["🙂 hola 🙂🙂", "日本 語"], [["🙂 hola 🙂", "hola 🙂🙂 🙂"], ["日本語"]]
    yield ["İstanbul ve ΟΔΟΣ Straße"], [["istanbul ve οδος STRASSE", "İSTANBUL VE οδοσ straße"]]
    yield ["(hola) ¡\"adiós\"! a. .b ,", "it's (ok)."], [["hola ¡adiós! a . b", "(hola) adiós"], ["it's ok ."]]
    for _ in range(29):
        chosen = rng.sample(SENTENCES, rng.randrange(1, 6))
        hypotheses, references = [], []
        for translations in chosen:
            translations = rng.sample(translations, len(translations))
            hypotheses.append(disturb(translations[0], rng))
            references.append(translations[rng.randrange(2):] or translations)
        if rng.random() < 0.2:
            references = [r[:1] for r in references]
        yield hypotheses, references


def unspaced_corpora(rng):
    """Chinese, Japanese and Thai, with characters dropped, repeated or swapped."""
    yield ["我喜欢书。"], [["我喜欢书。"]]
    yield ["。"], [["我喜欢书。"]]
    yield [""], [["我"]]
    for _ in range(7):
        hypotheses, references = [], []
        for translations in rng.sample(UNSPACED_SENTENCES, rng.randrange(1, 6)):
            translations = rng.sample(translations, len(translations))
            characters = " ".join(translations[0])
            hypotheses.append(disturb(characters, rng).replace("   ", "\x00").replace(" ", "").replace("\x00", " "))
            references.append(translations[rng.randrange(2):] or translations)
        yield hypotheses, references


def score_bleu(hypotheses, references, options):
    metric = BLEU(tokenize=options["tokenize"], smooth_method=options["smoothing"], smooth_value=options.get("smoothingValue"),
                  lowercase=options["lowercase"], effective_order=options["effectiveOrder"], force=True)
    result = metric.corpus_score(hypotheses, references_as_streams(references))
    return dict(score=result.score, counts=result.counts, totals=result.totals, precisions=result.precisions, brevityPenalty=result.bp,
                hypothesisLength=result.sys_len, referenceLength=result.ref_len, signature=str(metric.get_signature()))


def score_chrf(hypotheses, references, options):
    metric = CHRF(char_order=options["charOrder"], word_order=options["wordOrder"], beta=options["beta"],
                  lowercase=options["lowercase"], whitespace=options["whitespace"])
    result = metric.corpus_score(hypotheses, references_as_streams(references))
    return dict(score=result.score, name=result.name, signature=str(metric.get_signature()))


def main():
    assert sacrebleu.__version__ == SACREBLEU, f"expected sacrebleu {SACREBLEU}, got {sacrebleu.__version__}"
    rng = random.Random(SEED)
    texts, bleu, chrf = [], [], []
    for index, (hypotheses, references) in enumerate(corpora(rng)):
        texts.append(dict(hypotheses=hypotheses, references=references))
        variants = [dict(tokenize="13a", smoothing="exp", lowercase=False, effectiveOrder=False),
                    dict(tokenize="none", smoothing=rng.choice(["exp", "floor", "add-k", "none"]), lowercase=rng.random() < 0.5,
                         effectiveOrder=rng.random() < 0.5),
                    dict(tokenize="13a", smoothing=rng.choice(["floor", "add-k"]), smoothingValue=rng.choice([0.01, 0.5, 2]),
                         lowercase=rng.random() < 0.5, effectiveOrder=rng.random() < 0.5)]
        bleu += [dict(corpus=index, options=v, expected=score_bleu(hypotheses, references, v)) for v in variants]
        variants = [dict(charOrder=6, wordOrder=rng.choice([0, 2]), beta=2, lowercase=False, whitespace=False),
                    dict(charOrder=rng.choice([3, 6]), wordOrder=rng.randrange(4), beta=rng.choice([1, 2, 3]), lowercase=rng.random() < 0.5,
                         whitespace=rng.random() < 0.5)]
        chrf += [dict(corpus=index, options=v, expected=score_chrf(hypotheses, references, v)) for v in variants]
    for hypotheses, references in unspaced_corpora(rng):
        index = len(texts)
        texts.append(dict(hypotheses=hypotheses, references=references))
        for tokenize in ["zh", "char"]:
            options = dict(tokenize=tokenize, smoothing="exp", lowercase=rng.random() < 0.5, effectiveOrder=rng.random() < 0.5)
            bleu.append(dict(corpus=index, options=options, expected=score_bleu(hypotheses, references, options)))
        options = dict(charOrder=6, wordOrder=0, beta=2, lowercase=False, whitespace=False)
        chrf.append(dict(corpus=index, options=options, expected=score_chrf(hypotheses, references, options)))
    tokenizer, zh, char = Tokenizer13a(), TokenizerZh(), TokenizerChar()
    unspaced = UNSPACED_TEXTS + TOKENIZER_TEXTS[::4]
    fixture = dict(
        madeBy=f"oracles/sacrebleu_cases.py, sacrebleu {SACREBLEU}, seed {SEED}",
        corpora=texts, bleu=bleu, chrf=chrf, tokenizer13a=[[text, tokenizer(text)] for text in TOKENIZER_TEXTS],
        tokenizerZh=[[text, " ".join(zh(text).split())] for text in unspaced],
        # Spaces among its tokens vanish when BLEU splits them.
        tokenizerChar=[[text, " ".join(char(text).split())] for text in unspaced])
    TARGET.parent.mkdir(exist_ok=True)
    # One case per line: short, and a change shows as the lines it touches.
    lines = ",\n".join(json.dumps(key) + ": " + (
        json.dumps(value, ensure_ascii=False) if isinstance(value, str) else
        "[\n" + ",\n".join(json.dumps(v, ensure_ascii=False) for v in value) + "\n]") for key, value in fixture.items())
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf8")
    print(f"{len(bleu)} BLEU cases, {len(chrf)} chrF cases, {len(TOKENIZER_TEXTS)} texts for 13a, {TARGET.stat().st_size} bytes")


main()

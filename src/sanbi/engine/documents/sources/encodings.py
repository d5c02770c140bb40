"""Which encoding a text is in, seen from the text itself, and decoding that keeps the bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sanbi.engine.documents.text import MappedText

LOST = "\ufffd"
SAMPLE = 60_000  # bytes are enough to tell encodings apart
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CANDIDATES = ("utf-8", "gb18030", "big5hkscs")
NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
# Characters that any Chinese page of some length holds, in both scripts. Of every hundred Han
# characters of official prose, about thirty are among them; of one wrongly decoded, about one.
USUAL = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军"
    "意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被"
    "利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处"
    "走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命"
    "山金指克许统区保至队形社便空决治展司科五基书非则听界达光放强即难且权思王象完设式路记住告类求据程北边死"
    "张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运县乡镇村项目党委书记会议工作推进落实服务"
    "這個們來為國時會說過發後裡經現當動還進樣開從實軍無與長機關點業將兩間問並戰頭體見產東聲題條員處義認氣爾"
    "變總電數報結場計資統區隊決達強難權設記術領確傳師觀導爭運縣鄉鎮項黨書議務應對學萬"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ODD = re.compile(r"[\ue000-\uf8ff\u0080-\u009f\ufffd\x00-\x08\x0b\x0e-\x1f]")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding that it is in, and how many bytes could not be decoded."""

    text: MappedText
    encoding: str
    lost: int


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes in the likeliest encoding; what cannot be decoded is U+FFFD.

    Parameters
        declared : what the file says of itself; believed when it is no less likely than others.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _decoded(raw, encoding, len(mark))
    return _decoded(raw, _likeliest(raw, declared), 0)


def declared_in(raw: bytes) -> str | None:
    """The encoding that the head of a page names."""
    found = _DECLARED.search(raw[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def likelihood(text: str) -> float:
    """How much a text looks like Chinese or Latin prose: 1 at best, and below 0 for noise.

    The share of usual characters among the Han ones, less five times that of what no writer types.
    """
    han = _HAN.findall(text)
    odd = len(_ODD.findall(text)) / max(len(text), 1)
    if not han:
        letters = sum(sign.isascii() for sign in text)
        return 0.25 * letters / max(len(text), 1) - 5 * odd
    return sum(sign in USUAL for sign in han) / len(han) - 5 * odd


def _likeliest(raw: bytes, declared: str | None) -> str:
    sample = raw[:SAMPLE]
    if b"\0" in sample:
        return _wide(sample)
    if _is_utf8(sample):
        return "utf-8"
    named = NAMES.get(declared or "", declared or "")
    scores = {name: likelihood(sample.decode(name, "replace")) for name in CANDIDATES}
    if named in scores:
        scores[named] += 0.02
    return max(scores, key=lambda name: scores[name])


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(sample) - 3  # only the last character is cut
    return True


def _wide(sample: bytes) -> str:
    scores = {
        name: likelihood(sample.decode(name, "replace"))
        for name in ("utf-16-le", "utf-16-be", "utf-8")
    }
    return max(scores, key=lambda name: scores[name])


def _decoded(raw: bytes, encoding: str, start: int) -> Decoded:
    parts, lost, here = [], 0, start
    view = memoryview(raw)
    while here < len(raw):
        try:
            text, end = str(view[here:], encoding), len(raw)
            parts.append(MappedText.decoded(text, encoding, here))
        except UnicodeDecodeError as error:
            bad, end = here + error.start, here + max(error.end, error.start + 1)
            parts.append(MappedText.decoded(str(view[here:bad], encoding), encoding, here))
            parts.append(MappedText.shared(LOST, bad, end))
            lost += end - bad
        here = end
    return Decoded(_plain(MappedText.joined(parts)), encoding, lost)


def _plain(text: MappedText) -> MappedText:
    """Without NUL, carriage returns and marks that cannot be seen."""
    unseen = {"\r", "\0", "\ufeff", "\u200b", "\u200e", "\u200f", "\u2060", "\u00ad"}
    if not unseen.intersection(text.text):
        return text
    lone = text.text.replace("\r\n", " \n").replace("\r", "\n")  # old Mac lines keep their ends
    held = MappedText(lone, text.origins) if "\r" in text.text else text
    crlf = {index for index, sign in enumerate(text.text) if sign == "\r" and lone[index] == " "}
    return held.kept(
        index not in crlf and sign not in unseen for index, sign in enumerate(held.text)
    )

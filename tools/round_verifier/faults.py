"""What can be wrong with a ballot box, said in English and Chinese."""

TEXTS: dict[str, tuple[str, str]] = {
    "archive": ("{why}", "{why}"),
    "kind": ("it holds “{kind}”, not a ballot box", "包内为“{kind}”，不是票箱"),
    "files": ("it holds {found}, and not {wanted}", "包内文件为 {found}，应为 {wanted}"),
    "place": ("{where}: {why}", "{where}：{why}"),
    "row": ("{file}, line {line}: {why}", "{file} 第 {line} 行：{why}"),
    "form": ("{file} is not written in its one form", "{file} 的写法不是规定的唯一写法"),
    "order": ("{file}: not in order, each once", "{file}：未按顺序排列，或有重复"),
    "digest": (
        "its {method} digest is {found}, published was {wanted}: it is another box",
        "票箱的 {method} 摘要为 {found}，公布的为 {wanted}：不是公布的那个票箱",
    ),
    "receipt": (
        "the receipt {receipt} is not in the box",
        "票箱中没有回执 {receipt}",
    ),
    "receipts": (
        "{receipts} receipts for {cast} counted and {void} void ballots",
        "回执 {receipts} 个，而有效票 {cast} 张、无效票 {void} 张",
    ),
    "roll": (
        "class {name}: {cast} ballots of {roll} people",
        "{name}：名册 {roll} 人，却有 {cast} 张票",
    ),
    "slips": (
        "class {name}: {slips} slips cannot come from {cast} ballots",
        "{name}：{cast} 张票裁不出 {slips} 张票条",
    ),
    "place-of-rank": (
        "class {name}: {count} slips give place {mark}, more than the {cast} ballots",
        "{name}：{count} 张票条给第 {mark} 名，多于 {cast} 张票",
    ),
    "trim": (
        "{subject}, class {name}: leaving out {trim} highest and lowest leaves no mark",
        "{subject}，{name}：去掉最高、最低各 {trim} 个后没有票",
    ),
    "tally": (
        "tally.csv, line {line}: stored {stored!r}, counted {counted!r}",
        "tally.csv 第 {line} 行：包内为“{stored}”，重新计票为“{counted}”",
    ),
}


class BoxError(Exception):
    """A box that is not what it should be; ``code`` is a key of TEXTS, ``values`` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Return the sentence in ``language`` (en or zh)."""
        english, chinese = TEXTS[self.code]
        return (chinese if language == "zh" else english).format(**self.values)


class DamagedBoxError(BoxError):
    """The box is damaged, incomplete or not understood: exit status 2."""


class DifferentBoxError(BoxError):
    """The box is whole, and does not hold what it says: exit status 1."""

"""What can be wrong with a package, said in English and Chinese."""

TEXTS: dict[str, tuple[str, str]] = {
    "no_file": ("the file cannot be read: {why}", "文件无法读取：{why}"),
    "zip": ("the archive is damaged: {why}", "压缩包已损坏：{why}"),
    "manifest": ("manifest.json is not right: {why}", "manifest.json 有误：{why}"),
    "size": (
        "{file} has {found} bytes, the manifest says {stated}",
        "{file} 为 {found} 字节，清单写明 {stated} 字节",
    ),
    "hash": (
        "the {method} hash of {file} is {found}, the manifest says {stated}",
        "{file} 的 {method} 摘要为 {found}，清单写明 {stated}",
    ),
    "needed": ("the package has no {file}", "包内缺少 {file}"),
    "json": ("{file} is not readable JSON: {why}", "{file} 不是可读的 JSON：{why}"),
    "table": ("{file}, line {line}: {why}", "{file} 第 {line} 行：{why}"),
    "scheme": ("{where}: {why}", "{where}：{why}"),
    "refused": (
        "the scheme refuses these data: {where}: {why}",
        "按办法规定，这些数据不予受理：{where}：{why}",
    ),
}


class PackageError(Exception):
    """A package that cannot be judged, or that the contract refuses.

    ``code`` is a key of TEXTS, ``values`` fill its gaps.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """Return the sentence in ``language`` (en or zh)."""
        english, chinese = TEXTS[self.code]
        return (chinese if language == "zh" else english).format(**self.values)


class DamagedError(PackageError):
    """The package is damaged, incomplete or not understood: exit status 2."""


class RefusedError(PackageError):
    """By the contract no result may exist for these data: exit status 1."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__("refused", where=where, why=why)

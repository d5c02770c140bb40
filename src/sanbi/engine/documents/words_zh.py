"""What reading says, in Chinese: English template → Chinese with the same names in braces."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "a deed that can be checked": "有可核查的动作",
    "a figure": "有数字",
    "a named addressee": "点名了责任对象",
    "a stated limit": "写明了时限",
    "a thing to work on": "有具体事项",
    "asks for an attitude": "只提态度要求",
    "bytes moved back": "字节移位复原",
    "bytes moved back, {count} lost ones guessed": "字节移位复原，其中 {count} 个丢失的字节为推测",
    "chosen by a person": "人工核定",
    "is damaged: {problem}": "文件已损坏：{problem}",
    "is empty": "文件为空",
    "is larger than {most} MB": "超过 {most} MB",
    "is no text, page, Word or PDF file": "不是文本、网页、Word 或 PDF 文件",
    "is protected by a password": "有密码保护",
    "has no text layer: its pages are pictures": "没有文字层，各页都是图片",
    "holds more than {most} pages": "超过 {most} 页",
    "holds more than {most} characters": "超过 {most} 个字符",
    "holds nothing to read": "没有可读的文字",
    "save it again as docx, PDF with text, or plain text": "请另存为 docx、带文字层的 PDF 或纯文本",
    "save it without a password": "请去掉密码后另存",
    "send it in parts": "请分成几份",
    "run text recognition first, or ask for the file it was made from": (
        "请先做文字识别，或索取原始文件"
    ),
    "unpacks to more than {most} MB": "解包后超过 {most} MB",
    "{count} bytes could not be decoded": "{count} 个字节无法解码",
    "decoded anew": "重新解码",
    "full-width mark": "全角标点",
    "kept as in a name": "按人名保留",
    "simplified form": "简化字",
    "the reading of {character}": "“{character}”的注音",
    "a row of short entries, as menus have": "一行短词条，像栏目菜单",
    "points to another page": "指向其他版面",
    "repeats the beginning of the text": "与正文开头重复",
    "says when and by whom the text was published": "写明发布时间和来源",
    "speaks of the site and its rights, not of the matter": "说的是网站和版权，不是正文",
    "stands more than once on the page": "在页面上重复出现",
    "stands outside the text and is no sentence": "在正文之外，不成句子",
    "telephone, address or licence of the site": "网站的电话、地址或备案号",
    "the page's own markup sets it apart from the text": "网页标记表明不是正文",
}

"""The element and attribute names of a Word document that the reader asks for."""

from __future__ import annotations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BODY, PARAGRAPH, TABLE, ROW, CELL = (_W + name for name in ("body", "p", "tbl", "tr", "tc"))
RUN, TEXT, TAB, BREAK, RETURN, HYPHEN, SYMBOL = (
    _W + name for name in ("r", "t", "tab", "br", "cr", "noBreakHyphen", "sym")
)
RUN_STYLE, PARAGRAPH_STYLE, STRIKE, DOUBLE_STRIKE, VANISH, HIGHLIGHT = (
    _W + name for name in ("rStyle", "pStyle", "strike", "dstrike", "vanish", "highlight")
)
RUN_PROPERTIES, PARAGRAPH_PROPERTIES, TABLE_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = (
    _W + name for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr")
)
SHADING, FILL, PATTERN, COLOUR = (_W + name for name in ("shd", "fill", "val", "color"))
COLUMN_SPAN, ACROSS, DOWN = (_W + name for name in ("gridSpan", "hMerge", "vMerge"))
BEFORE, HEADER, HIDDEN, DELETED = (_W + name for name in ("gridBefore", "tblHeader", "hidden", "del"))
NUMBERING, NUMBER, LEVEL = (_W + name for name in ("numPr", "numId", "ilvl"))
STYLE, STYLE_ID, BASED_ON = (_W + name for name in ("style", "styleId", "basedOn"))
LIST, LIST_ID, ABSTRACT, ABSTRACT_ID = (
    _W + name for name in ("num", "numId", "abstractNum", "abstractNumId")
)
LIST_LEVEL, FORMAT, LABEL, START, OVERRIDE, RESTART = (
    _W + name for name in ("lvl", "numFmt", "lvlText", "start", "lvlOverride", "startOverride")
)
VALUE = _W + "val"
CHARACTER = _W + "char"
TEXT_BOX = _W + "txbxContent"
EMBEDDED = _W + "altChunk"
DRAWN = frozenset({_W + "drawing", _W + "pict", _W + "object"})

ALTERNATIVES = _MC + "AlternateContent"
FALLBACK = _MC + "Fallback"
TRANSPARENT = frozenset(
    {
        _W + name
        for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple")
    }
    | {_MC + "Choice", _W + "dir", _W + "bdo"}
)
"""Wrappers whose content stands as if the wrapper were not there."""

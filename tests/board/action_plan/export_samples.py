"""Plans to print, in made-up words, and what an attacker would type into one."""

from dataclasses import replace
from datetime import UTC, date, datetime

from goldenthread.board.action_plan.exports import PrintedAction, PrintedPlan, PrintedRecommendation

ACTION = PrintedAction(
    ref="142.1",
    text="Agree how the board is governed, by:",
    sub_tasks=("Talking with the commissioner", "A meeting of all partners"),
    lead="Board Chair / Business Manager",
    progress=("04.09.15 Every partner was asked.", "21.09.15 Two partners have replied."),
    deadline="September 2015",
    status="In progress",
    rag="amber",
    rag_word="Amber",
    ticks="Claimed, seen",
)
BARE_ACTION = PrintedAction(ref="142.2", text="Train the front desk")
STRUCK_ACTION = replace(ACTION, ref="143.1", text="Write the handbook", sub_tasks=(), struck_through=True)

PLAN = PrintedPlan(
    title="Fellmouth Action Plan",
    board_name="Fellmouth Safeguarding Children Board",
    updated_on=date(2015, 9, 4),
    as_at=datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
    marking="OFFICIAL",
    recommendations=(
        PrintedRecommendation("142", "Be sure the whole board agrees its priorities", (ACTION, BARE_ACTION)),
        PrintedRecommendation(None, "Watch over children who go missing", (STRUCK_ACTION,)),
        PrintedRecommendation("148", "Look at the money again"),
    ),
    with_status=True,
)
EMPTY = replace(PLAN, recommendations=())
FIVE_COLUMNS = replace(PLAN, with_status=False)

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "'=1+1",
    '"=1+1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","here")',
    "{=1+1}",
)
MARKUP = (
    "{{7*7}}",
    "{% load static %}",
    "${7*7}",
    "{0.__class__}",
    "<script>alert(1)</script>",
    "<w:p/>",
    "javascript:alert(1)",
    "http://example.org",
    "mailto:a@example.org",
    '#read("/etc/passwd")',
    '#read("../key")',
    '#import "@preview/cetz:0.3.4"',
    '#eval("1+1")',
    '#plugin("x.wasm")',
    '#image("/etc/passwd")',
    "@label <label>",
    "C# team, a @b, $5 and $x^2$",
    "[",
    "back\\slash \\u{41} // and /* comment",
    "= Heading",
    "*bold* _slanted_ `code`",
    "&F &P && &amp;",
    "_x0041_ and _x000D_",
)


def plan_of(*texts: str, with_status: bool = False) -> PrintedPlan:
    """A plan with one action for each text, the text in every cell of its row."""
    actions = tuple(
        PrintedAction(
            ref=str(place),
            text=text,
            lead=text,
            progress=(text,),
            deadline=text,
            status=text,
            rag="red",
            rag_word=text,
            ticks=text,
        )
        for place, text in enumerate(texts)
    )
    recommendation = PrintedRecommendation("1", "Keep children safe", actions)
    return replace(PLAN, recommendations=(recommendation,), with_status=with_status)

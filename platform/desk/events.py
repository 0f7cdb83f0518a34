"""What the desk puts on record."""

from audit.types import event

ANSWER_RATED = event(
    "desk.answer_rated",
    says="An answer was rated as {verdict} ({reason})",
    keeps=("verdict", "reason", "operator", "corrected"),
    retention="content",
)
RATING_WITHDRAWN = event(
    "desk.rating_withdrawn", says="The rating of an answer was taken back", keeps=("operator",), retention="content"
)
CLUSTER_RAISED = event(
    "desk.cluster_raised",
    says="A question that was not answered was put on the editors' list after {asks} times",
    keeps=("cluster", "bot", "asks", "cause"),
    retention="content",
)
CLUSTER_SETTLED = event(
    "desk.cluster_settled",
    says="A question on the editors' list was set to {state}",
    keeps=("cluster", "state", "before"),
    retention="content",
)
ANSWER_DRAFTED = event(
    "desk.answer_drafted",
    says="An answer was drafted by {origin} and waits for approval",
    keeps=("cluster", "draft", "base", "origin"),
    retention="content",
)
DRAFT_APPROVED = event(
    "desk.draft_approved",
    says="A drafted answer was approved as a question-and-answer pair (by its own author: {alone})",
    keeps=("cluster", "draft", "pair", "base", "alone"),
    retention="content",
)
DRAFT_RETURNED = event(
    "desk.draft_returned", says="A drafted answer was sent back", keeps=("cluster", "draft"), retention="content"
)
CASE_SAVED = event(
    "desk.case_saved",
    says="A regression case was kept: it expects {expects}",
    keeps=("case", "bot", "expects"),
    retention="content",
)
CASE_DELETED = event("desk.case_deleted", says="A regression case was removed", keeps=("case",), retention="content")
CASES_RUN = event(
    "desk.cases_run",
    says="{total} regression cases were run, {failed} of them failed ({cause})",
    keeps=("run", "total", "failed", "cause"),
    retention="content",
)
WISH_LEFT = event(
    "desk.wish_left", says="Somebody asked to be told the answer later", keeps=("channel",), retention="content"
)
WISH_TAKEN_BACK = event(
    "desk.wish_taken_back",
    says="A wish to be told the answer ended: {why}",
    keeps=("channel", "why"),
    retention="content",
)
ASKER_TOLD = event(
    "desk.asker_told",
    says="Who had asked to be told got the answer",
    keeps=("channel", "cluster", "mailed"),
    retention="content",
)
FIGURES_EXPORTED = event(
    "desk.figures_exported",
    says="The figures of {first} to {last} were exported",
    keeps=("first", "last", "bot"),
    retention="content",
)

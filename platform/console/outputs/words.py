"""The words of the console for the codes of other apps: roles, permissions, outcomes, stages, places of data."""

from django.utils.translation import gettext_lazy as _

ROLES = {
    "owner": _("Owner"),
    "knowledge_editor": _("Knowledge editor"),
    "operator": _("Operator"),
    "compliance_officer": _("Compliance officer"),
    "auditor": _("Auditor"),
    "member": _("Member"),
}

ROLE_MEANS = {
    "owner": _("Everything except unmasking personal data."),
    "knowledge_editor": _("Uploads and maintains documents."),
    "operator": _("Makes bots, connects models, reads conversations."),
    "compliance_officer": _("Notices, moderation, evidence; unmasks with a reason."),
    "auditor": _("Reads evidence and verifies it; changes nothing."),
    "member": _("Asks bots."),
}

SENSITIVITIES = {"public": _("Public"), "internal": _("Internal"), "confidential": _("Confidential")}

SENSITIVITY_MEANS = {
    "public": _("Any model may read it."),
    "internal": _("Models that your routes allow may read it."),
    "confidential": _("Only private models may read it; it never leaves your own servers."),
}

WEB_KINDS = {"list": _("Addresses"), "sitemap": _("Sitemap")}

WEB_PERIODS = {"daily": _("Every day"), "weekly": _("Every week"), "off": _("Only when asked")}

WEB_STATES = {
    "waiting": _("Not read yet"),
    "ready": _("Taken in"),
    "failed": _("Failed"),
    "gone": _("No longer there"),
    "removed": _("Document deleted"),
}

STAGES = {
    "received": _("Received"),
    "parsed": _("Parsed"),
    "split": _("Split"),
    "screened": _("Screened"),
    "embedded": _("Indexed"),
    "ready": _("Ready"),
}

COUNTS = {
    "bytes": _("bytes"),
    "blocks": _("blocks"),
    "characters": _("characters"),
    "pages": _("pages"),
    "passages": _("passages"),
    "flagged": _("held back"),
    "vectors": _("vectors"),
}

OUTCOMES = {
    "answered": _("Answered"),
    "direct": _("Answered from a question-and-answer pair"),
    "clarify": _("Asked back"),
    "not_in_material": _("Not in the material"),
    "refused": _("Refused"),
    "handed_over": _("Handed over"),
    "held": _("Held for review"),
    "aborted": _("Interrupted"),
    "": _("Running"),
}

RATING_REASONS = {
    "wrong": _("Wrong"),
    "half": _("Only half of it"),
    "too_long": _("Too long"),
    "outdated": _("Out of date"),
    "not_found": _("Not what I looked for"),
}

CAUSES = {
    "not_in_material": _("Not in the material"),
    "bad": _("Rated bad"),
    "corrected": _("Corrected by an operator"),
    **RATING_REASONS,
}

CLUSTER_STATES = {
    "counted": _("Asked once"),
    "open": _("To be answered"),
    "waiting": _("Waits for approval"),
    "answered": _("Has an answer now"),
    "refuse": _("To be refused"),
    "off_topic": _("Not our topic"),
}

CLUSTER_TABS = {
    "open": _("To do"),
    "waiting": _("Wait for approval"),
    "counted": _("Asked once"),
    "answered": _("Has an answer now"),
    "settled": _("Put aside"),
}

ORIGINS = {
    "person": _("Written by a person"),
    "model": _("Drafted by a model"),
    "passage": _("Taken from a passage"),
}

DRAFT_STATES = {
    "waiting": _("Waits for approval"),
    "approved": _("Approved"),
    "returned": _("Sent back"),
}

CASE_EXPECTS = {
    "pair": _("The approved pair"),
    "document": _("A document"),
    "outcome": _("No answer"),
}

CASE_CAUSES = {"asked": _("On demand"), "changed": _("The base changed")}

CASE_FAULTS = {
    "other_outcome": _("It was answered, and should not have been"),
    "not_answered": _("It was not answered"),
    "other_source": _("It was answered from another source"),
    "bot_closed": _("The bot is closed"),
    "bot_not_found": _("The bot is gone"),
}

CHANNELS = {
    "console": _("Console"),
    "widget": _("Widget"),
    "api": _("REST"),
    "openai": _("OpenAI-compatible"),
    "command": _("Command line"),
    "evaluation": _("Evaluation"),
}

TURN_STAGES = {
    "consent": _("Checking consent"),
    "input_moderation": _("Checking the question"),
    "direct": _("Looking for a prepared answer"),
    "understanding": _("Understanding the question"),
    "retrieval": _("Searching the documents"),
    "clarification": _("Looking whether the answer depends on you"),
    "routing": _("Choosing a model"),
    "generation": _("The model is reading"),
    "answer": _("The model is answering"),
    "grounding": _("Checking the sources"),
    "output_moderation": _("Checking the answer"),
    "labelling": _("Adding the AI label"),
    "audit": _("Recording the evidence"),
}

LOCATIONS = {
    "builtin": _("Built in: stays in this process"),
    "local": _("Local: stays on this server"),
    "private": _("Private: stays on your own servers"),
    "hosted": _("Hosted: leaves for the model vendor"),
}

RENDITION_KINDS = {"summary": _("Summary"), "translation": _("Translation"), "comparison": _("Comparison")}

RENDITION_STATES = {"working": _("Being made"), "ready": _("Ready"), "failed": _("Failed")}

RENDITION_LANGUAGES = {"zh-hans": _("Chinese"), "en": _("English")}

RENDITION_DOUBTS = {
    "figures": _("Compare the figures with the original"),
    "missing": _("Not translated"),
    "differ": _("The figures differ"),
    "alone": _("Only in this document"),
}

CARD_STATES = {
    "ready": _("Ready"),
    "loading": _("Loading"),
    "unprobed": _("Not tested yet"),
    "broken": _("Not reachable"),
    "off": _("Switched off"),
}

PROBE_STEPS = {
    "reachable": _("Reachable"),
    "streaming": _("Streaming"),
    "system_role": _("System role"),
    "tools": _("Tools"),
    "context": _("Context"),
    "images": _("Image input"),
}

PROBE_OUTCOMES = {
    "waiting": _("Waiting"),
    "running": _("Trying…"),
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("Unknown"),
    "failed": _("Failed"),
}

SIGNED_REFUSALS = {
    "missing": _("Nothing was signed, and only signed visitors are let in."),
    "forged": _("The signature does not fit the site's secret."),
    "expired": _("The token was too old, or valid for more than an hour."),
    "used": _("The token had been used before."),
    "other_site": _("The token names another site as its audience."),
    "unreadable": _("The token could not be read, or lacks a claim."),
}

AUDIENCES = {"staff": _("Staff"), "customers": _("Customers")}
TONES = {"formal": _("Formal"), "warm": _("Friendly"), "brief": _("Brief")}

INVITATION_STATES = {
    "open": _("Not accepted yet"),
    "accepted": _("Accepted"),
    "revoked": _("Taken back"),
    "expired": _("Expired"),
}

ACTIONS = {
    "allow": _("Allow"),
    "mask": _("Mask"),
    "set_answer": _("Set answer"),
    "refuse": _("Refuse"),
    "hand_over": _("Hand over"),
    "hold": _("Hold for review"),
}

PURPOSES = {
    "service": _("Answering questions"),
    "improvement": _("Improving the service"),
    "analytics": _("Statistics"),
}

LANGUAGES = {"zh-hans": _("Simplified Chinese"), "en": _("English")}

SERVICE_MODES = {
    "A": _("A: our own public bot on a filed hosted model"),
    "B": _("B: a public widget on this platform"),
    "C": _("C: a public bot on a private model as published"),
    "D": _("D: a public bot on a modified model"),
    "E": _("E: for our own staff only"),
}

CLASSES = {
    "ready": "good",
    "yes": "good",
    "answered": "good",
    "direct": "good",
    "open": "info",
    "waiting": "warn",
    "approved": "good",
    "model": "info",
    "accepted": "good",
    "working": "info",
    "running": "info",
    "loading": "info",
    "not_in_material": "warn",
    "clarify": "info",
    "unprobed": "warn",
    "refused": "bad",
    "held": "warn",
    "aborted": "bad",
    "failed": "bad",
    "broken": "bad",
    "confidential": "warn",
    "internal": "info",
    "hosted": "warn",
}
"""The colour of a badge for a code; the word beside it says the same."""

ARMS = {"lexical": _("Wording"), "coverage": _("Coverage"), "dense": _("Meaning")}

CALL_PURPOSES = {
    "answer": _("Answer"),
    "rewrite": _("Rewrite the question"),
    "draft": _("Draft texts"),
    "embed": _("Embed"),
    "judge": _("Judge"),
    "probe": _("Test"),
}

SIDES = {"input": _("Question"), "output": _("Answer"), "document": _("Passages")}

DECISION = {
    "name": _("Model"),
    "model": _("Model name at the vendor"),
    "reason": _("Why it was chosen"),
    "vendor": _("Vendor"),
    "location": _("Where the data goes"),
    "model_id": _("Card"),
    "passed_over": _("Passed over"),
    "filing_number": _("Filing number"),
    "route": _("Route"),
}

REASONS = {
    "first_choice": _("First choice of the route"),
    "first_that_may": _("The first one that may read this text"),
    "no_legal_basis": _("No legal basis for handing the text on"),
    "unmasked_personal_data": _("The text holds unmasked personal data"),
    "confidential_base": _("The text comes from a confidential base"),
    "retired": _("The model is retired"),
    "resting_after_failures": _("It rests after failures"),
    "cannot_do_this": _("It cannot do this"),
    "other_purposes": _("The route keeps it for other purposes"),
    "other_sensitivity": _("The route keeps it for text of another sensitivity"),
}

STANDINGS = {
    "expiring": _("Ending within 30 days"),
    "expired": _("No longer in force"),
    "review": _("Review overdue"),
    "ownerless": _("Without an owner"),
}
OVERLAPS = {
    "duplicate": _("Repeated"),
    "number": _("Numbers differ"),
    "date": _("Dates differ"),
    "duty": _("Duties differ"),
}
DECISIONS = {
    "kept": _("Both kept"),
    "superseded": _("One superseded"),
    "scoped": _("Each for its own people"),
}

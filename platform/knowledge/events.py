"""What this app puts on record."""

from audit.types import event

BASE_CREATED = event(
    "knowledge.base_created",
    says="The knowledge base {name} was created ({sensitivity}).",
    keeps=("base", "name", "sensitivity", "groups"),
    retention="content",
)
BASE_SAVED = event(
    "knowledge.base_saved",
    says="The knowledge base {name} was changed: {fields}.",
    keeps=("base", "name", "fields", "sensitivity", "groups"),
    retention="content",
)
BASE_DELETED = event(
    "knowledge.base_deleted",
    says="The knowledge base {name} was deleted with its documents.",
    keeps=("base", "name", "documents"),
    retention="content",
)
DOCUMENT_ADDED = event(
    "knowledge.document_added",
    says="The document {name} was uploaded.",
    keeps=("base", "document", "version", "name", "sha256", "size"),
    retention="content",
)
VERSION_ADDED = event(
    "knowledge.version_added",
    says="Version {number} of the document {name} was uploaded.",
    keeps=("document", "version", "number", "name", "sha256", "size"),
    retention="content",
)
VERSION_READY = event(
    "knowledge.version_ready",
    says="Version {number} of the document {name} can be found, with {passages} passages.",
    keeps=("document", "version", "number", "name", "passages", "withheld", "screened_with"),
    retention="content",
)
VERSION_FAILED = event(
    "knowledge.version_failed",
    says="Version {number} of the document {name} could not be used: {error}.",
    keeps=("document", "version", "number", "name", "stage", "error"),
    retention="content",
)
RETRIED = event(
    "knowledge.retried",
    says="Version {number} of the document {name} was tried again.",
    keeps=("document", "version", "number", "name"),
    retention="content",
)
VALIDITY_SET = event(
    "knowledge.validity_set",
    says="Version {number} of the document {name} is in force from {valid_from} until {valid_until}.",
    keeps=("document", "version", "number", "name", "valid_from", "valid_until"),
    retention="content",
)
GLOSSARY_SAVED = event(
    "knowledge.glossary_saved",
    says="The glossary has {term} with the words {words}.",
    keeps=("entry", "term", "words"),
    retention="content",
)
GLOSSARY_REMOVED = event(
    "knowledge.glossary_removed",
    says="The word {term} was taken out of the glossary.",
    keeps=("entry", "term"),
    retention="content",
)
GLOSSARY_IMPORTED = event(
    "knowledge.glossary_imported",
    says="A file with {entries} entries was taken into the glossary.",
    keeps=("entries",),
    retention="content",
)
DOCUMENT_ACCESS_SET = event(
    "knowledge.document_access_set",
    says="The document {name} may be read by these groups: {groups}.",
    keeps=("document", "name", "groups"),
    retention="content",
)
TAGS_SET = event(
    "knowledge.tags_set",
    says="The document {name} has the tags {tags}.",
    keeps=("document", "name", "tags"),
    retention="content",
)
AUDIENCE_SET = event(
    "knowledge.audience_set",
    says="The document {name} applies to {audience}.",
    keeps=("document", "name", "audience"),
    retention="content",
)
SECTION_AUDIENCE_SET = event(
    "knowledge.section_audience_set",
    says="The section {section} of the document {name} applies to {audience}.",
    keeps=("document", "name", "section", "audience"),
    retention="content",
)
DOCUMENT_DELETED = event(
    "knowledge.document_deleted",
    says="The document {name} was deleted with all its versions.",
    keeps=("base", "document", "name", "versions"),
    retention="content",
)
PASSAGE_SWITCHED = event(
    "knowledge.passage_switched",
    says="Passage {ordinal} of the document {name} was switched {state}.",
    keeps=("document", "passage", "name", "ordinal", "state"),
    retention="content",
)
RESCREENED = event(
    "knowledge.rescreened",
    says="Passages were judged anew ({screened_with}): {withheld} are withheld now, {released} can be found again.",
    keeps=("withheld", "released", "screened_with"),
    retention="content",
)
EVALUATED = event(
    "knowledge.evaluated",
    says="Evaluation: {documents} documents were indexed in a tenant of their own and removed again.",
    keeps=("documents", "questions"),
    retention="system",
)
PAIR_CREATED = event(
    "knowledge.pair_created",
    says="A question-and-answer pair was added to a base ({state}).",
    keeps=("base", "pair", "version", "state", "drafted_by", "sha256"),
    retention="content",
)
PAIR_SAVED = event(
    "knowledge.pair_saved",
    says="Version {number} of a question-and-answer pair was saved: {fields}.",
    keeps=("base", "pair", "version", "number", "fields", "sha256"),
    retention="content",
)
PAIR_APPROVED = event(
    "knowledge.pair_approved",
    says="Version {number} of a question-and-answer pair was approved.",
    keeps=("base", "pair", "version", "number"),
    retention="content",
)
PAIR_DELETED = event(
    "knowledge.pair_deleted",
    says="A question-and-answer pair was deleted with its {versions} versions.",
    keeps=("base", "pair", "state", "versions"),
    retention="content",
)
PAIRS_IMPORTED = event(
    "knowledge.pairs_imported",
    says="A sheet of pairs was taken in: {added} added, {replaced} replaced, {kept} left as they were.",
    keeps=("base", "added", "replaced", "kept", "sha256"),
    retention="content",
)
PAIRS_EXPORTED = event(
    "knowledge.pairs_exported",
    says="{pairs} question-and-answer pairs were exported.",
    keeps=("base", "pairs", "format"),
    retention="content",
)
PAIRS_DRAFTED = event(
    "knowledge.pairs_drafted",
    says="{drafted} pairs were drafted from a document by {model}; {dropped} were dropped, as the text did not carry them.",
    keeps=("base", "document", "version", "model", "drafted", "dropped"),
    retention="content",
)
DIRECT_SET = event(
    "knowledge.direct_set",
    says="Pairs of the base {name} answer directly from a likeness of {threshold} on.",
    keeps=("base", "name", "threshold"),
    retention="content",
)
ROLLED_BACK = event(
    "knowledge.rolled_back",
    says="Version {number} of the document {name} was put in force again, before version {before}.",
    keeps=("document", "version", "number", "name", "before"),
    retention="content",
)
CARE_SET = event(
    "knowledge.care_set",
    says="The document {name} has the owner {owner} and is to be reviewed on {review_on}.",
    keeps=("document", "name", "owner", "review_on"),
    retention="content",
)
REMINDED = event(
    "knowledge.reminded",
    says="An owner was reminded to review {documents} documents.",
    keeps=("owner", "documents", "mailed"),
    retention="content",
)
FILES_SWEPT = event(
    "knowledge.files_swept",
    says="{files} files that belong to no document were deleted ({bytes} bytes), of {seen} looked at.",
    keeps=("files", "bytes", "seen"),
    retention="system",
)
COMPARED = event(
    "knowledge.compared",
    says="Version {number} of the document {name} was compared with the others: {duplicates} repeated documents, {conflicts} conflicts.",
    keeps=("document", "version", "number", "name", "passages", "duplicates", "conflicts"),
    retention="content",
)
OVERLAP_DECIDED = event(
    "knowledge.overlap_decided",
    says="An overlap ({kind}) of {first} and {second} was decided: {decision}.",
    keeps=("overlap", "kind", "first", "second", "decision", "changed"),
    retention="content",
)
OVERLAP_REOPENED = event(
    "knowledge.overlap_reopened",
    says="The decision about an overlap ({kind}) of {first} and {second} was taken back.",
    keeps=("overlap", "kind", "first", "second", "decision"),
    retention="content",
)
WEB_SOURCE_ADDED = event(
    "knowledge.web_source_added",
    says="Web pages were added: {address} and what belongs to it, read {every}.",
    keeps=("base", "source", "kind", "address", "every", "pages"),
    retention="content",
)
WEB_SOURCE_CHANGED = event(
    "knowledge.web_source_changed",
    says="The web pages of {address} are read {every} now.",
    keeps=("source", "address", "every"),
    retention="content",
)
WEB_SOURCE_READ = event(
    "knowledge.web_source_read",
    says="The web pages of {address} were read: {changed} new or changed, {failed} failed, {gone} gone.",
    keeps=("source", "address", "pages", "changed", "failed", "gone"),
    retention="content",
)
WEB_SOURCE_DELETED = event(
    "knowledge.web_source_deleted",
    says="The web pages of {address} were deleted with {documents} documents.",
    keeps=("base", "source", "address", "documents"),
    retention="content",
)
WEB_PAGE_GONE = event(
    "knowledge.web_page_gone",
    says="The web page {address} is no longer there; its document was taken out.",
    keeps=("source", "document", "address"),
    retention="content",
)

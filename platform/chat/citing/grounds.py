"""Check an answer sentence by sentence against its passages: figures, names, words, and what was worked out from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chat.citing.denials import denies
from chat.citing.marks import Cutter, Marked
from chat.citing.quoting import quoted
from chat.citing.support import Content, best_quote
from chat.reckoning.errors import NoResult
from chat.reckoning.tags import Worked, constant, known, names_expression, worked_out
from chat.turn import Citation, Piece
from gateway.types import NOT_IN_MATERIAL
from knowledge.types import Passage

CONFIRMS = 0.34
"""Share of a sentence's content that a passage must have for the model's own mark to stand."""
CARRIES = 0.6
"""Share from which a passage is cited although the model did not name it."""
SAYS_LITTLE = 4
"""Units of content up to which a sentence without figures and names claims nothing."""
RELATED = 0.34
"""Share that all passages together must have of a sentence that none of them carries alone."""
MOST_MARKS = 3


class Grounds:
    """The passages of one answer, and what has been checked against them so far."""

    def __init__(self, passages: Iterable[Passage], question: str) -> None:
        self.supported = False
        self._passages = tuple(passages)
        self._contents = tuple(Content(f"{each.path}\n{each.text}") for each in self._passages)
        self._question = Content(question)
        self._chinese = self._question.chinese
        self._cutter = Cutter()
        self._waiting = ""  # sentences that claim nothing, until one comes that rests on a passage
        self._cited: set[tuple[int, str]] = set()

    def take(self, piece: Piece) -> Piece:
        return self._checked(piece, self._cutter.push(piece.text))

    def finish(self) -> Piece:
        return self._checked(Piece(), self._cutter.finish())

    def _checked(self, piece: Piece, sentences: list[Marked]) -> Piece:
        """`piece` with those of `sentences` that may stand instead of its text."""
        text, citations, withheld = "", [], 0
        for proposed in sentences:
            sentence, numbers = self._settled(proposed)
            content = Content(sentence.text)
            if numbers:
                self.supported = True
                text += self._waiting + sentence.cited(numbers)
                self._waiting = ""
                citations += [each for n in numbers if (each := self._citation(n, content))]
            elif names_expression(sentence.text) or not self._may_stand(content):
                withheld += 1
            elif self.supported:
                text += sentence.cited(())
            else:
                self._waiting += sentence.cited(())
        return replace(piece, text=text, citations=tuple(citations), withheld=withheld)

    def _settled(self, sentence: Marked) -> tuple[Marked, tuple[int, ...]]:
        """The sentence with its expressions worked out, and the passages that carry it."""
        try:
            worked = worked_out(sentence.text, chinese=self._chinese)
        except NoResult:
            return sentence, ()
        if not worked.inputs:
            return sentence, self._numbers(sentence, Content(sentence.text))
        numbers = self._sources(sentence, worked)
        return (replace(sentence, text=worked.text), numbers) if numbers else (sentence, ())

    def _sources(self, sentence: Marked, worked: Worked) -> tuple[int, ...]:
        """The passages that what went into a calculation was taken from; none where a figure is nobody's."""
        marked = [n for n in sentence.numbers if 1 <= n <= len(self._passages)]
        given = {n: self._given(n, worked, marked=bool(marked)) for n in marked or range(1, len(self._passages) + 1)}
        chosen = sorted((n for n in given if given[n]), key=lambda n: -given[n])[:MOST_MARKS]
        sources = (*(self._contents[n - 1] for n in chosen), self._question)
        figures = [figure for source in sources for figure in source.figures]
        bare = Content(worked.bare)
        sound = all(known(each, figures) for each in worked.inputs) and self._related(bare, sources)
        return tuple(chosen) if sound else ()

    def _given(self, n: int, worked: Worked, *, marked: bool) -> int:
        """How many of the figures that went in the passage says; without a mark only those that the question does not."""
        own = [each for each in worked.inputs if not constant(each) and known(each, self._contents[n - 1].figures)]
        return sum(marked or not known(each, self._question.figures) for each in own)

    def _numbers(self, sentence: Marked, content: Content) -> tuple[int, ...]:
        """The passages that carry the sentence: those of its marks that hold, else the one that clearly does."""
        if denies(sentence.text):
            return ()
        proposed = [n for n in sentence.numbers if 1 <= n <= len(self._passages)]
        if not content.weight:  # a bare figure, such as 10天: it has no words to compare
            said = [n for n in proposed if content.figures and content.figures_in((self._contents[n - 1],))]
            return tuple(said[:MOST_MARKS])
        held = tuple(n for n in proposed if self._carries(n, content, CONFIRMS))
        if held:
            return held[:MOST_MARKS]
        shares = {n: content.share_in(source) for n, source in enumerate(self._contents, 1)}
        best = max(shares, key=lambda n: (shares[n], -n), default=0)
        return (best,) if best and self._carries(best, content, CARRIES) else ()

    def _carries(self, n: int, content: Content, share: float) -> bool:
        source = self._contents[n - 1]
        if not (content.figures_in((source, self._question)) and content.names_in((source, self._question))):
            return False
        # Between two languages only figures and names can be compared: the model's own mark decides the rest.
        across = content.chinese != source.chinese and share <= CONFIRMS
        return across or content.share_in(source) >= share

    def _may_stand(self, content: Content) -> bool:
        """May a sentence that no passage carries be shown beside others that are carried?"""
        if denies(content.text):
            return NOT_IN_MATERIAL not in content.text
        return self._related(content, (*self._contents, self._question))

    def _related(self, content: Content, sources: Iterable[Content]) -> bool:
        """Do `sources` say every figure and name of it, and enough of the rest?"""
        known_to = tuple(sources)
        if not (content.figures_in(known_to) and content.names_in(known_to)):
            return False
        if content.weight <= SAYS_LITTLE or content.text.endswith(("：", ":")):
            return True
        return content.share_in(Content("\n".join(each.text for each in known_to))) >= RELATED

    def _citation(self, n: int, content: Content) -> Citation | None:
        """The citation, unless this place of this passage was cited before."""
        passage = self._passages[n - 1]
        quote = best_quote(content, passage.text)
        if (n, quote) in self._cited:
            return None
        self._cited.add((n, quote))
        return quoted(passage, n, quote)

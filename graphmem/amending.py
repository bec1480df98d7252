"""The half of `Memory` that changes its mind: retract, reinstate, merge, split, erase."""

from __future__ import annotations

from graphmem import amend
from graphmem.arguments import id_of, text
from graphmem.asking import Asking
from graphmem.ingest import Ingest
from graphmem.model import AsOf, Claim, Entity, Episode
from graphmem.resolve import entity_id

ALWAYS = AsOf()


class Amending(Asking):
    """What can be taken back or decided; `Memory` gives it its parts."""

    _ingest: Ingest

    def retract(self, claim: str | Claim, *, reason: str = "") -> Claim:
        """Stop believing a claim; what it had hidden comes back, history stays.

        Raises:
            NotFound: there is no such claim.
        """
        id_ = id_of(claim, Claim, "a claim")
        return amend.retract(self._ingest, id_, text(reason, "the reason"))

    def reinstate(self, claim: str | Claim) -> Claim:
        """Believe a retracted claim again from now on; undoes `retract`.

        Raises:
            NotFound: there is no such claim.
        """
        return amend.reinstate(self._ingest, id_of(claim, Claim, "a claim"))

    def merge(
        self, name: str | Entity, *, into: str | Entity, reason: str = "merged by the user"
    ) -> Entity:
        """Decide that two names refer to one entity, from now on; `split` undoes it.

        Args:
            name: or an entity, where two have that name.
            into: likewise.
            reason: kept with the decision.

        Raises:
            NotFound: nothing is called that.
            BadInput: they are one already.
        """
        text(reason, "the reason")
        alias, entity = (self._entity(one) for one in (name, into))
        amend.merge(self._ingest, alias.id, entity.id, reason)
        return self._entity(entity)

    def split(self, name: str | Entity) -> Entity:
        """Decide that a name refers to an entity of its own again, from now on.

        Args:
            name: an alias, or a name whose meanings were merged; or an entity as it was before.

        Raises:
            NotFound: it is no alias of anything.
        """
        own = name.id if isinstance(name, Entity) else entity_id(text(name, "a name"))
        amend.split(self._ingest, own)
        return self._entity(name)

    def _entity(self, given: str | Entity) -> Entity:
        """An entity by name, or what one that was got before is now.

        Raises:
            NotFound: there is none.
        """
        if isinstance(given, Entity):
            return self._lookup.whole(given, self.view(ALWAYS))
        return self.entity(given, as_of=ALWAYS)

    def erase(self, episode: str | Episode, *, reason: str = "") -> amend.ErasureReceipt:
        """Remove a telling for good and at all times, with all that rests on it alone.

        Raises:
            NotFound: there is no such episode.
            Erased: it was erased before.
        """
        id_ = id_of(episode, Episode, "an episode")
        return amend.erase(self._ingest, id_, text(reason, "the reason"))

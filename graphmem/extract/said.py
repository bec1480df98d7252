"""What a language model is asked to say about a text: the shape of its answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class SaidEntity(BaseModel):
    """A person, place or thing that the text names."""

    model_config = ConfigDict(extra="forbid", title="Entity")

    name: str = Field(description="the fullest name that the text or the known names give it")
    type: str = Field(
        default="", description="person, organization, place, event, work, animal, object, …"
    )
    aliases: list[str] = Field(
        default_factory=list, description="other names by which the text calls it"
    )


class SaidClaim(BaseModel):
    """One thing that the text says."""

    model_config = ConfigDict(extra="forbid", title="Claim")

    subject: str
    predicate: str = Field(description='a short verb phrase, as in "lives in"')
    object: str = Field(description='a name or a short value; "*" in a negated claim = nothing')
    kind: Literal["state", "event", "plan"]
    text: str = Field(description="one sentence that is understood without the rest")
    time_words: str | None = Field(
        default=None, description="the words of the text that say when, exactly as they stand there"
    )
    valid_from: str | None = Field(
        default=None, description="ISO 8601, as precise as stated: 2023, 2023-05, 2023-05-07, …"
    )
    valid_to: str | None = Field(default=None, description="ISO 8601, exclusive; null = still so")
    exclusive: bool = Field(default=False, description="only one such object at a time")
    negated: bool = Field(default=False, description="the text says that it is not so")
    evidence: list[int] = Field(description="numbers of the turns that say it")


class Statements(BaseModel):
    """All that a text says."""

    model_config = ConfigDict(extra="forbid", title="Statements")

    entities: list[SaidEntity] = Field(default_factory=list)
    claims: list[SaidClaim]

"""The stories: every store must believe what they say."""

from __future__ import annotations

import pytest

from graphmem import Memory
from tests.parts import STORIES, Clock
from tests.stories import Story, Teller, stories

FILES = sorted(STORIES.glob("*.story"))
TOLD = [story for path in FILES for story in stories(path)]


@pytest.mark.skipif(not TOLD, reason="the stories are not beside this checkout")
@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.title)
def test_memory_believes_what_the_story_says(memory: Memory, clock: Clock, story: Story) -> None:
    """A memory believes what each story says, at each time it asks about."""
    Teller(memory, clock).play(story)

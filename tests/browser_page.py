"""Neo4j Browser's own page in headless Chromium, driven as a person would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.neo4j_server.server import Address

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000  # milliseconds


class NoChromium(Exception):
    """There is no Chromium, or nothing that drives it."""


class BrowserPage:
    """The page, connected to a server."""

    def __init__(self, page: Page, address: Address) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.goto(address.browser)
        page.fill("input[type=password]", address.password)
        page.fill("[data-testid=username]", address.user)
        page.click("[data-testid=connect]")
        page.wait_for_selector("text=:play start")
        page.get_by_text("Try Neo4j with live data").wait_for()

    def type(self, text: str) -> None:
        """Put a command or a query in the editor and run it."""
        self.page.click(".monaco-editor")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.run()

    def run(self) -> None:
        """Run what stands in the editor, and wait until its frame is there."""
        self.frame.evaluate("frame => frame.classList.add('seen')")
        self.page.click("[data-testid=editor-Run]")
        self.page.wait_for_selector("[data-testid=frame]:first-child:not(.seen)")

    def play(self, url: str) -> None:
        """Open a guide and look at its first slide."""
        self.type(f":play {url}")
        self.page.locator("[data-testid=carousel]").first.wait_for()

    @property
    def frame(self) -> Locator:
        """The frame of what was run last."""
        return self.page.locator("[data-testid=frame]").first

    @property
    def guide(self) -> Locator:
        """The guide's frame, wherever it has moved to."""
        carousel = self.page.locator("[data-testid=carousel]")
        return self.page.locator("[data-testid=frame]").filter(has=carousel).last

    def click(self, block: int) -> None:
        """Run one of the blocks of the guide's slide that is seen."""
        self.guide.locator("pre.runnable").nth(block).click()
        self.run()

    def next_slide(self) -> None:
        """Turn to the guide's next slide."""
        self.guide.locator("[data-testid=nextSlide]").click()

    def drawn(self) -> tuple[set[str], set[tuple[str, str]]]:
        """The captions of the nodes, and those of the relationships with their colours."""
        self.frame.locator("svg.neod3viz g.node").first.wait_for()
        nodes = self.frame.locator("g.node").all()
        captions = {" ".join(node.locator("text").all_text_contents()).strip() for node in nodes}
        edges = self.frame.locator("g.relationship").all()
        return captions, {
            (
                edge.locator("text").text_content() or "",
                edge.locator("path").first.get_attribute("fill") or "",
            )
            for edge in edges
        }

    def picture(self, path: Path) -> None:
        """The frame of what was run last, its side pane shut and its nodes at rest."""
        arrow = self.frame.get_by_title("Collapse the node properties display")
        if arrow.count():
            arrow.click()
        self.page.wait_for_timeout(2_500)
        self.frame.screenshot(path=path)


@contextmanager
def browser_page(address: Address) -> Iterator[BrowserPage]:
    """A new page.

    Raises:
        NoChromium: says what is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoChromium("playwright is not installed") from error
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NoChromium("there is no chromium; e.g. apt-get install chromium")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        page = chromium.new_page(viewport={"width": 1240, "height": 900})
        try:
            yield BrowserPage(page, address)
        finally:
            chromium.close()

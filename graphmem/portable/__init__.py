"""Export, restore and copy: everything that was ever told and decided, as one file of JSON lines.

The first line says what the file is; each further line is one writing event: an episode, a
claim, a decision about names or its end, a retraction, a tombstone; in order of system time.
Facts are not in it. Restoring replays the events, and the facts follow from them at every
system time, as they did the first time; so do words and vectors, with any embedder.
"""

from graphmem.portable.copying import copy
from graphmem.portable.exporting import export
from graphmem.portable.restoring import restore

__all__ = ["copy", "export", "restore"]

"""Every error that graphmem raises on purpose.

A message says what is wrong, what was given, what is allowed and what to do next.

    GraphmemError
    ├── BadInput (also ValueError)     a value that the caller gave
    │   ├── BadTime                    a date or time that cannot be read
    │   │   └── NaiveTime              a time without a time zone
    │   └── BadInterval                an interval that ends before it begins
    ├── NotFound (also LookupError)    no such episode, claim, fact, entity or passage
    ├── StoreError
    │   ├── NotAStore                  the file or database holds something else
    │   ├── NewerStore                 written by a newer graphmem
    │   ├── EmbedderMismatch           the vectors in the store are another embedder's
    │   ├── Erased                     the telling was erased and stays out
    │   ├── Unreachable                no server answers there
    │   ├── Refused                    the server does not let this user do it
    │   └── StoreClosed                used after close()
    ├── MissingPart                    a model, library or setting that is not there
    ├── ModelError                     a model or embedder gave no answer, or none of use
    ├── ExtractionError                an extractor failed or answered nonsense
    └── NotConverged                   an iteration did not reach its tolerance
"""


class GraphmemError(Exception):
    """The root of everything that graphmem raises on purpose."""


class BadInput(GraphmemError, ValueError):
    """A value that the caller gave cannot be used."""


class BadTime(BadInput):
    """A date or time cannot be read or cannot exist."""


class NaiveTime(BadTime):
    """A time has no time zone and the memory was opened without one."""


class BadInterval(BadInput):
    """An interval ends before, or where, it begins."""


class NotFound(GraphmemError, LookupError):
    """There is no such episode, claim, fact, entity or passage in this memory."""


class StoreError(GraphmemError):
    """The store cannot be used as it is."""


class NotAStore(StoreError):
    """The file or database holds something that graphmem did not write."""


class NewerStore(StoreError):
    """The store was written by a newer graphmem than this one."""


class EmbedderMismatch(StoreError):
    """The store holds vectors of another embedder."""


class Erased(StoreError):
    """This telling was erased; it stays out unless it is forced back in."""


class Unreachable(StoreError):
    """No server answers at this URL."""


class Refused(StoreError):
    """The server does not let this user in, or not do this."""


class StoreClosed(StoreError):
    """The memory was used after it was closed."""


class MissingPart(GraphmemError):
    """A model, a library or a setting that was asked for is not there."""


class ModelError(GraphmemError):
    """A language model or an embedder gave no answer, or none of use."""


class ExtractionError(GraphmemError):
    """An extractor failed, or its answer does not hold."""


class NotConverged(GraphmemError):
    """An iteration did not reach its tolerance; *change* is the last L1 change."""

    def __init__(self, message: str, change: float) -> None:
        super().__init__(message)
        self.change = change

"""The ranking: arrays in, arrays out; no store, no clock, no model.

A question's few hundred candidates are narrowed in three steps, each reading more of less:

    candidates ─ first ──→ best 50 ─ maxsim ──→ best 10 ─ links ─→ order
      words, vectors         token vectors         what hangs on them
      bm25 · windows ·       two bits a            judged together with
      similarity · fusion    component             the passage they hang on

`first` adds words and vectors over a passage and its neighbours in the session; `facts` adds what
the best claim that rests on a passage says, ranked the same way. `maxsim` sees
how much of the question a passage covers, token by token. `links` follows names and facts from
the best, and scores a linked passage by what the two cover together. `score` adds it all up in
one logistic model of eleven weights, the same for chats and documents: what differs between them
(neighbours in a session, titles that others mention, long messages) is in the rows, not in a
setting. `push` is the walk: personalized PageRank from the store's edges, for what lies further.
`confidence` says how likely it is that the best is an answer at all.

>>> import numpy as np
>>> from graphmem.rank import bm25, first, links, maxsim, score
>>> from graphmem.rank.candidates import Candidates, Question
>>> lone = np.array([-1, -1, -1])
>>> passages = [["ann", "marri", "bob"], ["bob", "born", "rome"], ["cat", "born", "oslo"]]
>>> vectors = np.array([[1, 0], [0.6, 0.8], [0.6, 0.8]], np.float32)
>>> asked = Question(["ann", "husband", "born"], np.array([1.0, 1.5, 0.5]), 3.0,
...     np.array([1, 0.2], np.float32), np.array([7, 8]), np.array([[1, 0], [0, 1]], np.float32),
...     np.array([1, 0, 2]))
>>> rows = Candidates(passages, vectors, np.array([3, 3, 3]), lone, lone, lone * -1, lone > 0)
>>> scores = first.first_stage(asked, rows)
>>> top = score.best(scores, score.READ)
>>> top
array([0, 1, 2])

Here each passage has one token, its vector; the store would give their packed token vectors.

>>> read = maxsim.unpack(maxsim.pack(vectors[top]), 2)
>>> matches = maxsim.maxsim(asked.tokens, read, np.arange(4))
>>> weights = np.array([1.0, 1.0])  # maxsim.token_weights(asked.ids, ids, starts)
>>> matches = maxsim.stretched(matches, weights, len(top))
>>> by_bob = links.Links(*(np.array([value]) for value in (0, 1, links.KINDS.index("name"), 42)))
>>> int(score.linked(scores[top], matches, weights, by_bob).argmax())  # Bob's birthplace
1
"""

-- What a claim hangs on: its episode and its two entities.
JOIN episode ON episode.key = claim.episode
JOIN entity AS subject ON subject.key = claim.subject
LEFT JOIN entity AS object ON object.key = claim.object

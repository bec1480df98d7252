-- Claims in view for a search: those of some keys, and those that rest on some passages.
--   $keys      JSON list of integers
--   $passages  JSON list of integers
--   $most      integer: so many that rest on passages, the first ones'
-- uses: @claim_in_view
WITH resting (key) AS (
    SELECT evidence.claim
    FROM json_each($passages) AS given
    CROSS JOIN evidence ON evidence.passage = given.value
    JOIN claim ON claim.key = evidence.claim
    WHERE @claim_in_view
    GROUP BY evidence.claim
    ORDER BY min(given.key), evidence.claim
    LIMIT $most
), wanted (key) AS (
    SELECT value FROM json_each($keys)
    UNION
    SELECT key FROM resting
)
SELECT claim.key, claim.subject, claim.object,
    (SELECT group_concat(passage, ' ') FROM evidence WHERE evidence.claim = claim.key) AS passages,
    sentence.words, sentence.vector, sentence.tokens, sentence.token_vectors
FROM wanted
CROSS JOIN claim ON claim.key = wanted.key
JOIN sentence ON sentence.claim = claim.key
ORDER BY claim.key

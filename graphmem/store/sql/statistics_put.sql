-- Put a namespace's statistics right.
--   $ns, $passages, $words  integers
UPDATE namespace SET passages = $passages, words = $words WHERE ns = $ns

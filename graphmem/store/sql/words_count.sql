-- Count passages and their words into the namespace's statistics (negative: out of them).
--   $ns        integer
--   $passages  integer
--   $words     integer
UPDATE namespace SET passages = passages + $passages, words = words + $words WHERE ns = $ns

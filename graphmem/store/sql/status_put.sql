-- Mark an episode as done or failed; a done one needs the caller's claims no longer.
--   $ns, $id         the episode
--   $status, $reason text
UPDATE episode SET status = $status, reason = $reason,
    claims = CASE $status WHEN 'done' THEN NULL ELSE claims END
WHERE ns = $ns AND id = $id

-- Mark an episode as done or failed.
--   $ns, $id         the episode
--   $status, $reason text
UPDATE episode SET status = $status, reason = $reason WHERE ns = $ns AND id = $id

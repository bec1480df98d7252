// Whether a passage was recorded, and told by the valid time asked for.
//   $system  datetime: recorded by then; null = now
//   $told    datetime: told by then; null = any time
($system IS NULL OR passage.recorded_at <= $system)
    AND ($told IS NULL OR passage.occurred_at <= $told)

// Whether a version of a fact is in view.
//   $system                  datetime: believed then; null = now
//   $shown_by, $shown_after  datetimes: shown from the one on, until after the other; null = any
($system IS NULL OR fact.system_from <= $system)
    AND (fact.system_to IS NULL OR fact.system_to > $system)
    AND ($shown_by IS NULL OR fact.shown_from IS NULL OR fact.shown_from <= $shown_by)
    AND ($shown_after IS NULL OR fact.shown_to IS NULL OR fact.shown_to > $shown_after)

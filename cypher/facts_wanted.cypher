// Of the facts that were found: those of a predicate, in view.
//   $predicate  text, its key; null = any
//   $versions   boolean: those that were replaced, too
//   $system, $shown_by, $shown_after  as in fact_in_view
WHERE ($predicate IS NULL OR fact.predicate_key = $predicate)
    AND ($system IS NULL OR fact.system_from <= $system)
    AND ($versions OR fact.system_to IS NULL OR fact.system_to > $system)
    AND ($shown_by IS NULL OR fact.shown_from IS NULL OR fact.shown_from <= $shown_by)
    AND ($shown_after IS NULL OR fact.shown_to IS NULL OR fact.shown_to > $shown_after)
RETURN @fact_columns

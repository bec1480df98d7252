-- Whether an edge may be walked.
--   $system                  instant: believed then
--   $told                    instant: mentions in passages told later are hidden
--   $shown_by, $shown_after  instants: facts shown from the one on, until after the other
edge.system_from <= $system AND edge.system_to > $system AND edge.told <= $told
    AND edge.shown_from <= $shown_by AND edge.shown_to > $shown_after

-- In how many passages each word of the index occurs.
SELECT term, doc FROM passage_vocabulary

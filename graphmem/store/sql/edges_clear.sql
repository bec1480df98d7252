-- Remove every edge; they are made again from what they rest on.
DELETE FROM edge

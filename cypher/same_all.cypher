// All decisions about names, past ones too.
//   $namespace  text
MATCH ()-[same:SAME|PARTED]->()
WHERE same.namespace = $namespace AND same.episode_id IS NOT NULL
RETURN @same_columns

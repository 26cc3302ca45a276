// Runs the SQL of docs/reading-runs.md with DuckDB, over a run that the tests have left: each must give rows without gaps.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function* examples(connection, folder) {
  const text = readFileSync(new URL('../../docs/reading-runs.md', import.meta.url), 'utf8');
  const queries = [...text.matchAll(/^```sql\n(.*?)^```/gms)].map((match) => match[1]);
  const run = join(folder, 'examples');
  if (queries.length === 0 || !existsSync(run)) {
    yield ['examples', queries.length === 0 ? 'there is no SQL' : 'there is no run'];
    return;
  }
  const before = process.cwd();
  process.chdir(run);
  for (const [index, query] of queries.entries()) yield [`example ${index + 1}`, await wrong(connection, query)];
  process.chdir(before);
}

async function wrong(connection, query) {
  const rows = (await connection.runAndReadAll(query)).getRows();
  if (rows.length === 0) return 'no rows';
  return rows.some((row) => row.some((value) => value === null)) ? 'an absent value' : null;
}

// Reads all files of a folder with three independent readers and compares with the values beside them. Ends with "N passed, N failed".
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { arrow, duckdb, hyparquet } from './scans.mjs';
import { examples } from './examples.mjs';
import { filters } from './filters.mjs';
import { compare, load } from './values.mjs';

const folder = process.argv[2];
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const readers = { hyparquet, 'parquet-wasm': arrow, duckdb: duckdb(connection) };
const names = readdirSync(folder).filter((name) => name.endsWith('.parquet')).map((name) => name.slice(0, -'.parquet'.length));
let passed = 0;
let failed = 0;

function count(what, wrong) {
  if (wrong === null) {
    passed++;
    return;
  }
  failed++;
  console.error(`FAILED ${what}: ${wrong}`);
}

async function attempt(what, action) {
  try {
    await action();
    count(what, null);
  } catch (error) {
    count(what, error?.message ?? String(error));
  }
}

if (names.length === 0) count(folder, 'there are no files');
for (const name of names) {
  const path = join(folder, `${name}.parquet`);
  const table = load(join(folder, `${name}.json`));
  for (const [reader, read] of Object.entries(readers)) {
    let columns;
    await attempt(`${name} by ${reader}`, async () => { columns = await read(path); });
    if (!columns) continue;
    for (const column of table.columns) {
      await attempt(`${name} by ${reader}`, () => compare(column, columns(column.name) ?? []));
    }
  }
  try {
    for await (const [condition, wrong] of filters(connection, path, table)) count(`${name} by duckdb where ${condition}`, wrong);
  } catch (error) {
    count(`${name} by duckdb with filters`, error.message);
  }
}
try {
  for await (const [what, wrong] of examples(connection, folder)) count(`${what} by duckdb`, wrong);
} catch (error) {
  count('examples by duckdb', error.message);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

// Full scans by three readers that share no code with ours or with each other.
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { readParquet } from 'parquet-wasm/node';
import { tableFromIPC } from 'apache-arrow';

export async function hyparquet(path) {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const rows = await parquetReadObjects({ file, compressors: { GZIP: (input) => gunzipSync(input) } });
  return (name) => rows.map((row) => row[name]);
}

export async function arrow(path) {
  const table = tableFromIPC(readParquet(new Uint8Array(readFileSync(path))).intoIPCStream());
  return (name) => [...table.getChild(name)];
}

export function duckdb(connection) {
  return async (path) => {
    const columns = (await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`)).getColumnsObject();
    return (name) => columns[name];
  };
}

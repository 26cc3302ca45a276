// What a file should hold: the JSON beside it, written from the values and not from the file.
import { readFileSync } from 'node:fs';

const parse = {
  Boolean: (text) => text === 'True',
  Int32: Number,
  Int64: BigInt,
  Float: number,
  Double: number,
  String: (text) => text,
};

function number(text) {
  const value = Number(text.replace('∞', 'Infinity'));
  if (Number.isNaN(value) && text !== 'NaN') throw new Error(`no number: ${text}`);
  return value;
}

export function load(path) {
  const table = JSON.parse(readFileSync(path, 'utf8'));
  for (const column of table.columns) {
    column.values = column.values.map((text) => (text === null ? null : parse[column.type](text)));
  }
  table.rows = table.columns[0].values.length;
  return table;
}

// The same value: each zero is itself, and so is NaN.
export function same(a, b) {
  return Object.is(a, b);
}

// Compares a whole column; throws at the first difference.
export function compare(column, found) {
  if (found.length !== column.values.length) {
    throw new Error(`column ${column.name}: ${found.length} rows, expected ${column.values.length}`);
  }
  for (let row = 0; row < found.length; row++) {
    const value = found[row] ?? null;
    if (!same(value, column.values[row])) {
      throw new Error(`column ${column.name}, row ${row}: found ${show(value)}, expected ${show(column.values[row])}`);
    }
  }
}

export function show(value) {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

// The order of values that engines filter by: text by the bytes of its UTF-8; NaN above all numbers, as DuckDB has it.
export function order(type, a, b) {
  if (type === 'String') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

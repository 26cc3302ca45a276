// Queries at the edges of each column. An engine skips row groups by their statistics, so a wrong edge silently loses rows here.
import { order, show } from './values.mjs';

const compare = {
  '=': (sign) => sign === 0,
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '>': (sign) => sign > 0,
  '>=': (sign) => sign >= 0,
};

const cast = { Boolean: 'BOOLEAN', Int32: 'INTEGER', Int64: 'BIGINT', Float: 'FLOAT', Double: 'DOUBLE', String: 'VARCHAR' };

// The least and the largest value of all rows and of some batches, and values of every kind that is special.
function edges(table, column) {
  const found = new Map();
  const add = (value) => found.set(Object.is(value, -0) ? '-0' : String(value), value);
  const addRange = (values) => {
    const sorted = values.filter((value) => value !== null).sort((a, b) => order(column.type, a, b));
    if (sorted.length === 0) return;
    const numbers = sorted.filter((value) => !Number.isNaN(value));
    for (const list of [sorted, numbers]) if (list.length > 0) [list[0], list[list.length - 1]].forEach(add);
  };
  addRange(column.values);
  const batches = Math.ceil(table.rows / table.batch);
  for (const batch of new Set([0, 1, Math.floor(batches / 2), batches - 1])) {
    addRange(column.values.slice(batch * table.batch, (batch + 1) * table.batch));
  }
  if (column.type === 'Float' || column.type === 'Double') [0, -0].forEach(add);
  return [...found.values()];
}

function literal(type, value) {
  if (type === 'String') {
    // A text may hold characters that a query cannot.
    const hex = [...Buffer.from(value)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    return /^[\x20-\x7e]*$/.test(value) ? `'${value.replaceAll("'", "''")}'` : `decode('${hex}'::BLOB)`;
  }
  return `CAST('${Object.is(value, -0) ? '-0.0' : String(value).replace('Infinity', 'inf')}' AS ${cast[type]})`;
}

// Yields a description of each query, and of what is wrong with its answer, if anything is.
export async function* filters(connection, path, table) {
  for (const column of table.columns) {
    const queries = [
      [`"${column.name}" IS NULL`, (value) => value === null],
      [`"${column.name}" IS NOT NULL`, (value) => value !== null],
    ];
    for (const edge of edges(table, column)) {
      for (const [operator, holds] of Object.entries(compare)) {
        queries.push([
          `"${column.name}" ${operator} ${literal(column.type, edge)}`,
          (value) => value !== null && holds(order(column.type, value, edge)),
        ]);
      }
    }
    for (const [condition, holds] of queries) {
      const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM read_parquet('${path}') WHERE ${condition}`);
      const found = reader.getRows()[0][0];
      const expected = column.values.filter(holds).length;
      yield [condition, found === expected ? null : `${show(condition)}: found ${found} rows, expected ${expected}`];
    }
  }
}

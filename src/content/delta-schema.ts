/**
 * The columns of a Parquet file as Delta's `schemaString`: Spark's StructType in JSON. Flat columns of the types below; a file with
 * another one has no such schema, and is not shared. Pure.
 */
import type { FileMetaData, SchemaElement } from 'hyparquet';

/** undefined: a column has a type that is not said this way. */
export function schemaStringOf({ schema }: FileMetaData): string | undefined {
  const [, ...columns] = schema;
  const fields = columns.map((column) => {
    const type = typeOf(column);
    const nullable = column.repetition_type !== 'REQUIRED';
    return { name: column.name, type, nullable, metadata: {} };
  });
  if (fields.some(({ type }) => type === undefined)) return undefined;
  return JSON.stringify({ type: 'struct', fields });
}

function typeOf(column: SchemaElement): string | undefined {
  const { type, logical_type: logical, converted_type: converted } = column;
  if ((column.num_children ?? 0) > 0 || column.repetition_type === 'REPEATED') return undefined;
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    return `decimal(${column.precision ?? 38},${column.scale ?? 0})`;
  }
  switch (type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'INT32':
      if (logical?.type === 'DATE' || converted === 'DATE') return 'date';
      if (converted === 'INT_8') return 'byte';
      return converted === 'INT_16' ? 'short' : 'integer';
    case 'INT64':
      return logical?.type === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP')
        ? 'timestamp'
        : 'long';
    case 'INT96':
      return 'timestamp';
    case 'FLOAT':
      return 'float';
    case 'DOUBLE':
      return 'double';
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
      return logical?.type === 'STRING' || converted === 'UTF8' ? 'string' : 'binary';
    default:
      return undefined;
  }
}

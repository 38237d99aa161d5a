import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet';

/** Keys that lead from a level of a record to a value. */
type Keys = readonly string[];

/**
 * What a file holds of the columns, and of the parts of nested ones, to which paths lead: what nobody asks for need not
 * be readable.
 */
export function prune(metadata: FileMetaData, paths: readonly string[]): FileMetaData {
  const root = parquetSchema(metadata);
  // the name of a column may hold a dot
  const wanted = paths.flatMap((path) => [[path], keysOf(path)]);
  const kept = leadingTo(wanted, root);
  const schema = kept.length > 0 ? kept : [{ ...root.element, num_children: 0 }];
  const leaves = new Set(leavesOf(parquetSchema({ ...metadata, schema })));
  const row_groups = metadata.row_groups.map((group) => ({
    ...group,
    columns: group.columns.filter(({ meta_data }) => leaves.has(JSON.stringify(meta_data?.path_in_schema))),
  }));
  return { ...metadata, schema, row_groups };
}

/** The keys of a path, up to a condition: `facts[name=Team].value` looks at what it does not name. */
const keysOf = (path: string): Keys =>
  path
    .replace(/\[[^\]]*=.*/, '')
    .replace(/\[[^\]]*\]/g, '')
    .split('.');

const leavesOf = ({ path, children }: SchemaTree): string[] =>
  children.length === 0 ? [JSON.stringify(path)] : children.flatMap(leavesOf);

/** An element with those of its parts that lead to wanted values; none where no part does. */
function leadingTo(wanted: readonly Keys[], node: SchemaTree): SchemaElement[] {
  const { element, children } = node;
  const [repeated] = children;
  if (wanted.some((keys) => keys.length === 0) || repeated === undefined) return whole(node);
  if (element.converted_type === 'LIST') {
    // items of a list stand two levels further in; one of another make stays whole
    const [item, ...others] = repeated.children;
    const kept = item && others.length === 0 ? leadingTo(wanted, item) : undefined;
    if (!kept) return whole(node);
    return kept.length === 0 ? [] : [element, repeated.element, ...kept];
  }
  const isPlain = !element.converted_type && !element.logical_type && element.repetition_type !== 'REPEATED';
  if (!isPlain) return whole(node);
  const parts = children.flatMap((child) => {
    const below = wanted.filter(([key]) => key === child.element.name).map(([, ...keys]) => keys);
    const kept = below.length === 0 ? [] : leadingTo(below, child);
    return kept.length === 0 ? [] : [kept];
  });
  return parts.length === 0 ? [] : [{ ...element, num_children: parts.length }, ...parts.flat()];
}

const whole = ({ element, children }: SchemaTree): SchemaElement[] => [{ ...element }, ...children.flatMap(whole)];

/** Makes decimals with all their digits of what a column gives. */
export type Decimals = (value: unknown) => unknown;

/**
 * Lets decimals come as they are stored, since numbers would lose digits of them: changes the schema, and gives what
 * makes decimals of a value, for each column that holds some.
 */
export function keepDecimals(metadata: FileMetaData): ReadonlyMap<string, Decimals> {
  const scales = new Map<SchemaElement, number>();
  const holdsDecimals = ({ element, children }: SchemaTree): boolean => {
    if (children.length > 0) return children.filter(holdsDecimals).length > 0; // looks at all of them
    if (element.converted_type !== 'DECIMAL') return false;
    scales.set(element, element.scale ?? 0);
    delete element.converted_type;
    delete element.logical_type;
    // bytes without a type are read as text, those of a place on Earth by a parser that may be ours
    if (element.type === 'BYTE_ARRAY') element.logical_type = { type: 'GEOGRAPHY' };
    return true;
  };
  const columns = parquetSchema(metadata).children.filter(holdsDecimals);
  return new Map(columns.map((node) => [node.element.name, (value) => withDecimals(value, node, scales)]));
}

function withDecimals(value: unknown, node: SchemaTree, scales: ReadonlyMap<SchemaElement, number>): unknown {
  if (value === null || value === undefined) return value;
  const { element, children } = node;
  if (Array.isArray(value)) {
    const [repeated] = element.converted_type === 'LIST' ? children : [];
    const item = repeated?.children.length === 1 ? repeated.children[0] : repeated;
    return value.map((each) => withDecimals(each, item ?? node, scales));
  }
  const scale = scales.get(element);
  if (scale !== undefined) return digitsOf(value, scale);
  if (children.length === 0) return value;
  const [entry] = element.converted_type === 'MAP' ? children : [];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const part = entry ? entry.children[1] : children.find((child) => child.element.name === key);
      return [key, part ? withDecimals(each, part, scales) : each];
    }),
  );
}

/** A decimal with all its digits: `1234.50`. As a number, 17 digits and more would become others. */
function digitsOf(stored: unknown, scale: number): string {
  const whole = stored instanceof Uint8Array ? bigEndian(stored) : BigInt(stored as number | bigint);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

const bigEndian = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(
    8 * bytes.length,
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
  );

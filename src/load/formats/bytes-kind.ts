/** What the first bytes of a file say that it is. */
export type BytesKind =
  | 'gzip'
  | 'zstd'
  | 'xz'
  | 'zip'
  | 'parquet'
  | 'sqlite'
  | 'duckdb'
  | 'bzip2'
  | 'arrow'
  | 'orc'
  | 'avro'
  | 'pdf'
  | 'xls'
  | 'text';

/** The bytes that files of a kind have at an offset, in hexadecimal. */
const signatures: readonly (readonly [BytesKind, offset: number, hex: string])[] = [
  ['gzip', 0, '1f8b'],
  ['zstd', 0, '28b52ffd'],
  ['xz', 0, 'fd377a585a00'],
  ['zip', 0, '504b0304'],
  ['parquet', 0, '50415231'],
  ['sqlite', 0, '53514c69746520666f726d6174203300'],
  ['duckdb', 8, '4455434b'],
  ['bzip2', 0, '425a68'],
  ['arrow', 0, '4152524f5731'],
  ['orc', 0, '4f5243'],
  ['avro', 0, '4f626a01'],
  ['pdf', 0, '255044462d'],
  ['xls', 0, 'd0cf11e0a1b11ae1'],
];

export function kindOfBytes(start: Buffer): BytesKind {
  const found = signatures.find(([, offset, hex]) => start.toString('hex', offset, offset + hex.length / 2) === hex);
  return found?.[0] ?? 'text';
}

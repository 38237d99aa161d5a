import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { loadCorpus } from '../../src/load/load.js';
import { scratch } from './scratch.js';

const { write, manifest } = scratch();

const optional = { repetition_type: 'OPTIONAL' } as const;
const text = { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const decimal = { ...optional, type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 } as const;
/** A type that no reader here knows. */
const interval = { ...optional, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 12, converted_type: 'INTERVAL' } as const;
const list = { ...optional, num_children: 1, converted_type: 'LIST' } as const;
const items = { name: 'list', repetition_type: 'REPEATED', num_children: 1 } as const;
const wait = new Uint8Array(12);

const jobs = parquetWriteBuffer({
  schema: [
    { name: 'root', num_children: 5 },
    { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
    { name: 'pay', ...optional, num_children: 3 },
    { name: 'low', ...decimal },
    { name: 'currency', ...text },
    { name: 'wait', ...interval },
    { name: 'places', ...list },
    items,
    { name: 'element', ...optional, num_children: 3 },
    { name: 'city', ...text },
    { name: 'rent', ...decimal },
    { name: 'wait', ...interval },
    { name: 'bands', ...list },
    items,
    { name: 'element', ...decimal },
    { name: 'facts', ...optional, type: 'BYTE_ARRAY', converted_type: 'JSON' },
  ],
  columnData: [
    { name: 'id', data: [1n, 2n] },
    { name: 'pay', data: [{ low: 123456789.12, currency: 'EUR', wait }, null] },
    {
      name: 'places',
      data: [
        [
          { city: 'Berlin', rent: 10.5, wait },
          { city: 'Ulm', rent: null, wait: null },
        ],
        [],
      ],
    },
    { name: 'bands', data: [[-0.05, 2.25], null] },
    { name: 'facts', data: [{ number: 1 }, null] },
  ],
});
write('jobs.parquet', new Uint8Array(jobs));

const load = (fields: object) =>
  loadCorpus(manifest({ files: { format: 'parquet', path: 'jobs.parquet', id: 'id' }, fields }));

test.each([
  ['pay.low', 'name', '123456789.12', null],
  ['pay.low', 'number', 123_456_789.12, null],
  ['pay.currency', 'name', 'EUR', null],
  ['places[].city', 'names', ['Berlin', 'Ulm'], []],
  ['places[0].rent', 'name', '10.50', null],
  ['places[city=Berlin].city', 'name', /parquet interval not supported/, null],
  ['bands', 'names', ['-0.05', '2.25'], null],
  ['facts.number', 'number', 1, null],
  ['pay', 'name', /parquet interval not supported/, null],
])(
  '%s of nested columns, as a %s, needs no other part of them, and decimals keep their digits',
  async (from, kind, ...values) => {
    const [first] = values;
    if (first instanceof RegExp) return expect(load({ field: { kind, from } })).rejects.toThrow(first);
    const { postings, problems } = await load({ field: { kind, from } });
    expect([postings.map(({ fields }) => fields['field']), problems]).toEqual([values, []]);
  },
);

test('a part that no posting has is told, however deep its path', async () => {
  await expect(load({ field: { kind: 'name', from: 'pay.lwo' } })).rejects.toThrow(
    /field "field" is filled from "pay\.lwo", which none of the 2 records has/,
  );
});

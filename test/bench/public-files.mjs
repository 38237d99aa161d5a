// Counts public files of postings whole, against an independent count by Python's own csv and json modules. The files are
// not part of the project: put them into a folder and name it, `node test/bench/public-files.mjs FOLDER`. A file that is
// not there is skipped, and named. Needs the build (npx recount) and python3.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { corpus } from '../../dist/count/corpus.js';

const folder = resolve(process.argv[2] ?? '.recount/public');
const scratch = mkdtempSync(join(tmpdir(), 'recount-public-'));

/** Each file: where it is published, how a manifest reads it, what is counted, and Python that counts the same. */
const files = [
  {
    name: 'glassdoor_jobs.csv',
    from: 'Adithya-Sharma/ds_salary_proj glassdoor_jobs.csv',
    files: { format: 'csv' },
    fields: { by: { kind: 'name', from: 'Sector' } },
    python: 'rows(csv.DictReader(open(path, newline="", encoding="utf-8")), lambda r: r["Sector"])',
  },
  {
    name: 'output_file.csv',
    from: 'arthur-ru/CS-Job-Offers-Fr data/output_file.csv',
    files: { format: 'csv' },
    fields: { by: { kind: 'names', from: 'skills' } },
    python:
      'items(csv.DictReader(open(path, newline="", encoding="utf-8")), lambda r: ast.literal_eval(r["skills"] or "[]"))',
  },
  {
    name: 'vagas.csv',
    from: 'rlneto/catho vagas.csv',
    files: { format: 'csv' },
    fields: { by: { kind: 'number', from: 'Salário', pay: 'high' } },
    python:
      'rows(csv.DictReader(open(path, newline="", encoding="utf-8")), lambda r: number(r["Salario_Sup"]) if "R$" in r["Salário"] else "")',
  },
  {
    name: 'vagas.json',
    from: 'rlneto/catho vagas.json',
    files: { format: 'json' },
    fields: { by: { kind: 'flag', from: 'salario_anunciado' } },
    python: 'rows(json.load(open(path, encoding="utf-8")), lambda r: str(r["salario_anunciado"]).lower())',
  },
  {
    name: 'lagou.csv',
    from: 'EricLULU/lagou lagou.csv',
    files: { format: 'csv', encoding: 'gb18030' },
    fields: { by: { kind: 'name', from: 'workYear' } },
    python: 'rows(csv.DictReader(open(path, newline="", encoding="gb18030")), lambda r: r["workYear"])',
  },
  {
    name: 'listings.json',
    from: 'SimplifyJobs/New-Grad-Positions .github/scripts/listings.json',
    files: { format: 'json', id: 'id' },
    fields: { by: { kind: 'day', from: 'date_posted' } },
    python:
      'rows(json.load(open(path, encoding="utf-8")), lambda r: datetime.datetime.fromtimestamp(r["date_posted"], datetime.timezone.utc).strftime("%Y-%m-%d"))',
  },
];

const prelude = `
import ast, collections, csv, datetime, json, sys
path = sys.argv[1]
number = lambda text: repr(float(text)).removesuffix('.0') if text else ''
rows = lambda records, key: collections.Counter(key(r) for r in records)
items = lambda records, key: collections.Counter(item for r in records for item in set(key(r)))
`;

let wrong = 0;
for (const { name, from, files: stated, fields, python } of files) {
  const path = join(folder, name);
  if (!existsSync(path)) {
    console.log(`${name}: skipped, it is not in ${folder} (${from})`);
    continue;
  }
  const manifest = join(scratch, `${name}.yaml`);
  writeFileSync(manifest, JSON.stringify({ id: 'public', title: name, files: { ...stated, path }, fields }));
  const began = performance.now();
  const { rows } = await corpus(manifest, { engine: 'rows' }).count({ by: ['by'] });
  const seconds = (performance.now() - began) / 1000;
  const { stdout, stderr } = spawnSync('python3', ['-c', `${prelude}print(json.dumps(${python}))`, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (stdout === '') throw new Error(stderr);
  const independent = JSON.parse(stdout);
  const ours = Object.fromEntries(rows.filter(({ by }) => by !== '(none)').map(({ by, postings }) => [by, postings]));
  const names = [...new Set([...Object.keys(ours), ...Object.keys(independent)])].filter((each) => each !== '');
  const different = names.filter((each) => ours[each] !== independent[each]);
  wrong += different.length;
  const verdict =
    different.length === 0
      ? 'equal'
      : `DIFFERENT: ${different.slice(0, 5).map((each) => `${each}: ${ours[each]} for ${independent[each]}`)}`;
  console.log(`${name}: ${names.length} groups in ${seconds.toFixed(2)} s, ${verdict}`);
}
rmSync(scratch, { recursive: true });
process.exitCode = wrong === 0 ? 0 : 1;

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { queryKey } from '../../dist/count/query.js';
import { wilson } from '../../dist/stats/index.js';
import { Evaluation } from './evaluation.mjs';
import { drawn } from './random.mjs';
import { recordings, tasksOf } from './tasks.mjs';

/** What a changed count may turn, the gravest first. */
const turns = ['refused', 'verdict', 'value', 'shown', 'nothing'];

/** Every count of a recording: its answer, row and column. */
const placesIn = (corpus, { answers }) =>
  answers.flatMap(({ rows }, answer) =>
    rows.flatMap((row, at) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'number' ? [{ corpus, answer, at, column, to: value }] : [],
      ),
    ),
  );

/** Changes so many counts of each corpus, or of those named, by one, and sees what the notebooks and reruns that ask for them then show. */
export async function mutatedCounts({ most, below, corpora, tell }) {
  const work = resolve('.recount/mutate');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const recorded = recordings();
  const chosen = [...recorded].filter(([corpus]) => corpora.length === 0 || corpora.includes(corpus));
  const changes = chosen.flatMap(([corpus, held]) => {
    const all = placesIn(corpus, held);
    return drawn(all, most, below).map((place) => ({
      ...place,
      to: place.to + (place.to > 1 && below(2) === 0 ? -1 : 1),
      turned: new Set(),
    }));
  });
  const asked = new Map([...recorded.keys()].map((corpus) => [corpus, new Set()]));
  for (const task of tasksOf(recorded, work)) {
    tell(task.name);
    await evaluateTask(task, { recorded, changes, asked, work });
  }
  return chosen.map(([corpus, held]) => reportOf(corpus, held, { changes, asked }));
}

function reportOf(corpus, held, { changes, asked }) {
  const own = changes.filter((each) => each.corpus === corpus);
  const gravest = ({ turned }) => turns.find((turn) => turned.has(turn)) ?? 'nothing';
  const tally = Object.fromEntries(turns.map((turn) => [turn, own.filter((each) => gravest(each) === turn).length]));
  return {
    corpus,
    places: placesIn(corpus, held).length,
    changed: own.length,
    ...tally,
    interval: wilson({ k: tally.nothing, n: own.length }),
    unnoticed: own
      .filter((each) => gravest(each) === 'nothing')
      .map(({ answer, at, column }) => {
        const { query, rows } = held.answers[answer];
        return `${JSON.stringify(rows[at][column])} ${column} of ${JSON.stringify(rows[at]).slice(0, 120)} in ${queryKey(query).slice(0, 160)}`;
      }),
    unasked: held.answers.flatMap(({ query }, answer) => (asked.get(corpus).has(answer) ? [] : [queryKey(query)])),
  };
}

/** The keys of what each notebook asks of each corpus, when it does not fail. */
const askedBy = new Map();

async function evaluateTask({ name, module, answers, mayFail }, { recorded, changes, asked, work }) {
  const live = join(work, 'live');
  rmSync(live, { recursive: true, force: true });
  mkdirSync(live);
  const fileOf = (corpus) => join(live, `${corpus}.json`);
  const textOf = (corpus, list) => {
    const { version, digest, skipped } = recorded.get(corpus);
    const stored = list.map(({ query, stored }) => ({ query, ...stored }));
    return JSON.stringify({ version, corpus, digest, ...(skipped && { skipped }), answers: stored });
  };
  for (const [corpus, list] of answers) writeFileSync(fileOf(corpus), textOf(corpus, list));
  const reads = join(work, 'reads');
  rmSync(reads, { force: true });
  const env = { ...process.env, TZ: 'UTC', RECOUNT_RERUN: live, RECOUNT_READS: reads, RECOUNT_ENGINE: '' };
  const evaluation = await Evaluation.start(name, module, { env });
  try {
    if (evaluation.refused !== null && !mayFail)
      throw new Error(`${name} fails without any change: ${evaluation.refused}`);
    for (const [corpus, list] of answers) {
      // a cell that fails in a rerun ends no other there: what the notebook asks otherwise is asked there as well
      const keys = new Set([...askedOf(reads, corpus), ...((mayFail && askedBy.get(`${module} ${corpus}`)) || [])]);
      if (!mayFail) askedBy.set(`${module} ${corpus}`, keys);
      const needed = list.filter(({ query }) => keys.has(queryKey(query)));
      for (const { from } of needed) asked.get(from.corpus).add(from.answer);
      for (const change of changes) {
        const at = needed.findIndex(({ from }) => from.corpus === change.corpus && from.answer === change.answer);
        if (at === -1 || change.turned.has('verdict') || change.turned.has('refused')) continue;
        change.turned.add(await evaluation.turned(fileOf(corpus), textOf(corpus, withChange(needed, at, change))));
      }
    }
  } finally {
    evaluation.end();
  }
}

function withChange(answers, at, { at: row, column, to }) {
  const { stored, ...rest } = answers[at];
  const rows = stored.rows.map((each, i) => (i === row ? { ...each, [column]: to } : each));
  return answers.with(at, { ...rest, stored: { ...stored, rows } });
}

/** The keys of the queries that a task asked of a corpus. */
function askedOf(reads, corpus) {
  const lines = readFileSync(reads, 'utf8').split('\n');
  const asked = lines.flatMap((line) => (line.startsWith('{') ? (JSON.parse(line).asked ?? []) : []));
  return new Set(asked.flatMap((each) => (each.corpus === corpus ? [each.query] : [])));
}

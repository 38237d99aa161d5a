import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { queryKey } from '../../dist/count/query.js';
import { wilson } from '../../dist/stats/index.js';
import { Evaluation } from './evaluation.mjs';
import { drawn } from './random.mjs';
import { recordings, tasksOf } from './tasks.mjs';

/** What comes of a changed count: a verdict, a value or an output is another; or a cell fails, and nothing else. */
const effects = ['seen', 'fails', 'nothing'];
const effectOf = { verdict: 'seen', value: 'seen', shown: 'seen', refused: 'fails', nothing: 'nothing' };

/** Every count of a recording: its answer, row and column. */
const placesIn = (corpus, { answers }) =>
  answers.flatMap(({ rows }, answer) =>
    rows.flatMap((row, at) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'number' ? [{ corpus, answer, at, column }] : [],
      ),
    ),
  );

/** A count one more or one less, so that its row still can be: no column above the row's postings, none without any. */
function changed({ postings, ...row }, column, below) {
  const columns = Object.values(row).filter((value) => typeof value === 'number');
  const isAll = column === 'postings';
  const count = isAll ? postings : row[column];
  const mayFall = count > (isAll ? Math.max(1, ...columns) : 0);
  const mayRise = isAll || column === 'mentions' || count < postings;
  return count + (mayFall && (!mayRise || below(2) === 0) ? -1 : 1);
}

/** So few counts of each recording are changed at least, however small it is. */
const fewest = 30;

/**
 * Changes so many counts of all corpora, or of those named, by one, each corpus by its size, and sees what the
 * notebooks and reruns that ask for them then show.
 */
export async function mutatedCounts({ most, below, corpora, tell }) {
  const work = resolve('.recount/mutate');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const recorded = recordings();
  const chosen = [...recorded]
    .filter(([corpus]) => corpora.length === 0 || corpora.includes(corpus))
    .map(([corpus, held]) => ({ corpus, held, places: placesIn(corpus, held) }));
  const all = chosen.reduce((sum, { places }) => sum + places.length, 0);
  const changes = chosen.flatMap(({ held, places }) =>
    drawn(places, Math.max(fewest, Math.round((most * places.length) / all)), below).map((place) => ({
      ...place,
      to: changed(held.answers[place.answer].rows[place.at], place.column, below),
      effects: new Set(),
    })),
  );
  const asked = new Map([...recorded.keys()].map((corpus) => [corpus, new Set()]));
  for (const task of tasksOf(recorded, work)) {
    tell(task.name);
    await evaluateTask(task, { recorded, changes, asked, work });
  }
  return chosen.map((each) => reportOf(each, { changes, asked }));
}

function reportOf({ corpus, held, places }, { changes, asked }) {
  const own = changes.filter((each) => each.corpus === corpus);
  const having = (effect) =>
    own.filter((each) => (effects.find((one) => each.effects.has(one)) ?? 'nothing') === effect);
  const said = ({ answer, at, column }) => {
    const { query, rows } = held.answers[answer];
    return `${column} of ${JSON.stringify(rows[at]).slice(0, 120)} in ${queryKey(query).slice(0, 160)}`;
  };
  const [seen, failing, unnoticed] = effects.map(having);
  return {
    corpus,
    places: places.length,
    changed: own.length,
    seen: seen.length,
    failing: failing.map(said),
    unnoticed: unnoticed.map(said),
    interval: wilson({ k: unnoticed.length, n: own.length }),
    unasked: held.answers.flatMap(({ query }, answer) => (asked.get(corpus).has(answer) ? [] : [queryKey(query)])),
  };
}

/**
 * The share of all recorded counts without effect, from the shares of the corpora, weighed by their sizes. Its interval
 * is recovered from theirs (Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702).
 */
export function weighted(reports) {
  const all = reports.reduce((sum, { places }) => sum + places, 0);
  const over = (of) => reports.reduce((sum, each) => sum + of(each.interval, each.places / all), 0);
  const estimate = over(({ estimate }, weight) => weight * estimate);
  const below = over(({ estimate, low }, weight) => (weight * (estimate - low)) ** 2);
  const above = over(({ estimate, high }, weight) => (weight * (high - estimate)) ** 2);
  return { estimate, low: estimate - Math.sqrt(below), high: estimate + Math.sqrt(above) };
}

async function evaluateTask({ name, module, answers }, { recorded, changes, asked, work }) {
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
    for (const [corpus, list] of answers) {
      const keys = askedOf(reads, corpus);
      const needed = list.filter(({ query }) => keys.has(queryKey(query)));
      for (const { from } of needed) asked.get(from.corpus).add(from.answer);
      const due = changes.filter((each) => !isSeen(each) && needed.some((answer) => holds(answer, each)));
      if (due.length === 0) continue;
      const as = (list) => evaluation.turned(fileOf(corpus), textOf(corpus, list));
      if ((await as(needed)) !== 'nothing') throw new Error(`${name} shows something else when nothing is changed`);
      for (const change of due)
        change.effects.add(effectOf[await as(needed.map((answer) => withChange(answer, change)))]);
    }
  } finally {
    evaluation.end();
  }
}

/** Whether a change has been seen by its number: then no other notebook need be asked. */
const isSeen = ({ effects }) => effects.has('seen');

/** Whether an answer is the one of which a count is changed. */
const holds = ({ from }, { corpus, answer }) => from.corpus === corpus && from.answer === answer;

function withChange(answer, change) {
  if (!holds(answer, change)) return answer;
  const { rows, ...stored } = answer.stored;
  const { at, column, to } = change;
  return { ...answer, stored: { ...stored, rows: rows.map((row, i) => (i === at ? { ...row, [column]: to } : row)) } };
}

/** The keys of the queries that a task asked of a corpus. */
function askedOf(reads, corpus) {
  const lines = readFileSync(reads, 'utf8').split('\n');
  const asked = lines.flatMap((line) => (line.startsWith('{') ? (JSON.parse(line).asked ?? []) : []));
  return new Set(asked.flatMap((each) => (each.corpus === corpus ? [each.query] : [])));
}

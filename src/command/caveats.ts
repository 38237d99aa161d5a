import { basename } from 'node:path';
import { printMessage } from '../terminal/print.js';
import { type StaleNotebook, staleness } from '../trace/stale.js';
import type { Trace } from '../trace/trace.js';
import type { Ending } from './reply.js';

/** How many claims or reasons a message names; the others are counted. */
const named = 3;

/**
 * Says, beside what a command shows of claims, why it may not be relied upon: a verdict is not the expected one, or
 * the outputs that it was computed from are stale. Either is unexpected.
 *
 * @param traces the claims that the command speaks of
 */
export async function endingWithCaveats(traces: readonly Trace[]): Promise<Ending> {
  const unexpected = traces.filter(({ verdict, expected }) => verdict !== expected);
  const notebooks = new Set(traces.flatMap(({ notebook }) => notebook ?? []));
  const stale = (await staleness()).notebooks.filter(({ notebook }) => notebooks.has(notebook));
  if (unexpected.length > 0) printMessage(unexpectedText(unexpected));
  for (const each of stale) printMessage(staleText(each));
  const changed = await changedRecordings(traces);
  for (const each of changed) printMessage(each);
  return unexpected.length + stale.length + changed.length === 0 ? 'asExpected' : 'unexpected';
}

/** Why the recordings behind claims are not those that their manifests pin. */
export async function changedRecordings(traces: readonly Trace[]): Promise<string[]> {
  const { recordings } = await staleness();
  const corpora = new Set(traces.flatMap(({ sources }) => sources.map(({ corpus }) => corpus)));
  return [...corpora].flatMap((corpus) => recordings[corpus] ?? []);
}

function unexpectedText(unexpected: readonly Trace[]): string {
  const list = unexpected.map(({ id, verdict, expected }) => `${id} (${verdict}, expected ${expected})`);
  const have = unexpected.length === 1 ? '1 claim has' : `${unexpected.length} claims have`;
  return `${have} another verdict than expected: ${few(list)}; see: npx recount claims --unexpected --why`;
}

const staleText = ({ notebook, reasons }: StaleNotebook): string =>
  `${notebook} is stale: ${few(reasons)}; npx recount run ${basename(notebook, '.ipynb')}`;

const few = (texts: readonly string[]): string =>
  texts.slice(0, named).join('; ') + (texts.length > named ? `; and ${texts.length - named} more` : '');

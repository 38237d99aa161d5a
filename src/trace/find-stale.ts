import { existsSync } from 'node:fs';
import type { Provenance } from '../count/answer.js';
import { currentAnswerDigest } from '../count/current-answer.js';
import { otherAnswers } from '../count/pinned-answers.js';
import { describeQuery } from '../count/query.js';
import { recordedVersion } from '../count/recording.js';
import { UserError } from '../error.js';
import { corpusIds, readManifest } from '../load/manifest.js';
import { inProject, projectRoot, shown } from '../load/project.js';
import { staleReasons } from '../notebook/run.js';
import { cachedTraces } from './cached-traces.js';
import { notebookPaths } from './outputs.js';
import type { StaleNotebook, Staleness } from './stale.js';

/** See `staleness`, which remembers what this finds. */
export async function findStale(): Promise<Staleness> {
  const recorded = await answersSince();
  const options = { root: projectRoot, answerDigest: currentAnswerDigest };
  const found: StaleNotebook[] = [];
  for (const notebook of notebookPaths()) {
    const since = await staleReasons(inProject(notebook), options);
    const reasons = [...new Set([...since, ...(since.length === 0 ? (recorded.get(notebook) ?? []) : [])])];
    if (reasons.length > 0) found.push({ notebook, reasons });
  }
  const changed = corpusIds().flatMap((id) => {
    const reason = otherAnswers(readManifest(id));
    return reason === undefined ? [] : [[id, reason] as const];
  });
  return { notebooks: found, recordings: Object.fromEntries(changed) };
}

/** For each notebook, the answers behind its checks that its recording now gives otherwise. */
async function answersSince(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const known = new Map<string, string | undefined>();
  for (const { notebook, sources } of (await cachedTraces()).flatMap(({ traces }) => traces)) {
    if (notebook === null) continue;
    for (const source of sources) {
      const reason = known.has(source.answer) ? known.get(source.answer) : changedAnswer(source);
      known.set(source.answer, reason);
      if (reason !== undefined) found.set(notebook, [...(found.get(notebook) ?? []), reason]);
    }
  }
  return found;
}

/** What a recording answers otherwise than a check says, in words; undefined where it does not, or has no answer. */
function changedAnswer({ corpus, query, answer }: Provenance): string | undefined {
  try {
    const manifest = readManifest(corpus);
    if (!existsSync(manifest.recording) || recordedVersion(manifest, query) === answer) return undefined;
    return `${shown(manifest.recording)} answers otherwise to "${describeQuery(query)}"`;
  } catch (error) {
    if (error instanceof UserError) return undefined; // nothing is recorded that could be compared
    throw error;
  }
}

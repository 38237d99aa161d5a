import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { audit } from '../../src/audit/audit.js';
import { type Diagnostic, diagnosticKinds } from '../../src/audit/diagnostic.js';
import { inProject } from '../../src/load/project.js';
import { readSource } from '../../src/text/read.js';

/** A text, and the findings that it should give: a kind, and its severity where that is not the usual one. */
export interface Case {
  readonly text: string;
  readonly find: readonly string[];
  /** The extension of the file that it would stand in. */
  readonly as?: string | undefined;
}

const cases = z.array(z.strictObject({ text: z.string(), find: z.array(z.string()), as: z.string().optional() }));
const usuallyNotes = ['p-zero', 'no-test', 'many-tests', 'few-points'];

/** The labelled cases of a folder beside this file. */
export function casesIn(folder: string): Case[] {
  const path = inProject('test', 'audit', 'cases', folder);
  return readdirSync(path).flatMap((file) => cases.parse(load(readFileSync(join(path, file), 'utf8'))));
}

/** What came out of a set of cases. */
export interface Score {
  readonly cases: number;
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
  readonly report: readonly string[];
}

/** Audits every case, and counts each finding as right or wrong by kind and severity, each expected one as found or missed. */
export async function score(set: readonly Case[]): Promise<Score> {
  let [right, wrong, missed] = [0, 0, 0];
  const report: string[] = [];
  for (const { text, find, as } of set) {
    const wanted = find.map(withSeverity);
    const { diagnostics } = audit(await readSource(text, as ?? '.txt'));
    const extra: Diagnostic[] = [];
    for (const diagnostic of diagnostics) {
      const at = wanted.indexOf(`${diagnostic.kind} ${diagnostic.severity}`);
      if (at === -1) extra.push(diagnostic);
      else wanted.splice(at, 1);
    }
    right += diagnostics.length - extra.length;
    wrong += extra.length;
    missed += wanted.length;
    if (extra.length > 0 || wanted.length > 0)
      report.push(
        `${JSON.stringify(text)}: missed ${JSON.stringify(wanted)}, wrong ${JSON.stringify(extra.map(({ kind, severity, arithmetic }) => `${kind} ${severity}: ${arithmetic}`))}`,
      );
  }
  return {
    cases: set.length,
    right,
    wrong,
    missed,
    precision: right / (right + wrong),
    recall: right / (right + missed),
    report,
  };
}

function withSeverity(expected: string): string {
  const [kind = '', severity = usuallyNotes.includes(expected) ? 'note' : 'error'] = expected.split(' ');
  if (!(diagnosticKinds as readonly string[]).includes(kind)) throw new Error(`"${kind}" is no kind of finding`);
  return `${kind} ${severity}`;
}

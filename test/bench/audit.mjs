// @ts-check
// npm run bench -- --only audit: many papers, beside statcheck in R on the texts that were read from the same files.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { measure } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measurement} Measurement */

/** Where the papers may be put, and where statcheck's sources, if its package is not installed. */
const papers = 'papers';
const sources = 'statcheck';

/**
 * The papers are those of the paper measure (tests/testthat/psychsci/full of scienceverse/metacheck, without every
 * fourth by file name); they are no part of the project. What is not there is skipped, and said so.
 * @param {{ kept: (...parts: string[]) => string, here: (...parts: string[]) => string, say: (text: string) => void }} tools
 * @returns {Measurement[]}
 */
export function auditPapers({ kept, here, say }) {
  const folder = kept(papers);
  if (!existsSync(folder)) {
    say(`  audit: skipped, no papers in ${folder}: see test/bench/audit.mjs for which`);
    return [];
  }
  const texts = kept('papers-text');
  rmSync(texts, { recursive: true, force: true });
  const program = [process.execPath, here('audit-texts.mjs'), folder];
  spawnSync(program[0] ?? '', [...program.slice(1), '1', texts]);
  const own = existsSync(kept(sources)) ? [kept(sources, 'R')] : [];
  const hasR =
    spawnSync('Rscript', ['-e', own.length > 0 ? 'library(plyr); library(stringr)' : 'library(statcheck)']).status ===
    0;
  const counts = JSON.parse;
  /** @type {Measurement[]} */
  const rows = [];
  for (const [contender, there, command] of /** @type {[string, boolean, string[]][]} */ ([
    ['recount, all that it checks', true, program],
    ['the same three times over', true, [...program, '3']],
    ['statcheck in R, p-values', hasR, ['Rscript', here('statcheck.R'), texts, ...own]],
  ])) {
    if (!there) {
      say(`  ${contender}: skipped, no R with statcheck, or with plyr, stringr and its sources in ${kept(sources)}`);
      continue;
    }
    say(`  ${contender} …`);
    const row = measure({ task: 'audit', contender }, { command, counts }, 1);
    if ('failed' in row) say(`  ${contender}: failed: ${row.failed}`);
    else rows.push(row);
  }
  return rows;
}

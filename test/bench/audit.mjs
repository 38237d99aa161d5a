// @ts-check
// npm run bench -- --only audit: many papers, beside statcheck in R on the texts that were read from the same files.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { measure } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measurement} Measurement */

/** Clones of public repositories, with a work tree or without one; statcheck's if its package is not installed. */
const [papers, sources] = ['metacheck', 'statcheck'];

/**
 * The papers are those of the paper measure, and no part of the project: tests/testthat/psychsci/full of a clone of
 * scienceverse/metacheck, without every fourth by file name, which is kept aside. What is not there is skipped, and
 * said so.
 * @param {{ kept: (...parts: string[]) => string, here: (...parts: string[]) => string, say: (text: string) => void }} tools
 * @returns {Measurement[]}
 */
export function auditPapers({ kept, here, say }) {
  const folder = kept('papers');
  const names = written(kept(papers), /^tests\/testthat\/psychsci\/full\/[^/]+\.xml$/, folder, (_, i) => i % 4 !== 3);
  if (names === 0) {
    say(`  audit: skipped, no papers: put a clone of scienceverse/metacheck at ${kept(papers)}`);
    return [];
  }
  const texts = kept('papers-text');
  rmSync(texts, { recursive: true, force: true });
  const program = [process.execPath, here('audit-texts.mjs'), folder];
  const limited = [process.execPath, '--max-old-space-size=48', ...program.slice(1)];
  spawnSync(program[0] ?? '', [...program.slice(1), '1', texts]);
  const own = written(kept(sources), /^R\/.*\.R$/, kept('statcheck-sources')) > 0 ? [kept('statcheck-sources')] : [];
  const hasR =
    spawnSync('Rscript', ['-e', own.length > 0 ? 'library(plyr); library(stringr)' : 'library(statcheck)']).status ===
    0;
  // statcheck prints a line of its own for each text without results
  const counts = (/** @type {string} */ stdout) => JSON.parse(stdout.slice(stdout.lastIndexOf('{')));
  /** @type {Measurement[]} */
  const rows = [];
  for (const [contender, there, command] of /** @type {[string, boolean, string[]][]} */ ([
    [`recount, all ${names}`, true, program],
    ['recount in 48 MB of heap, the first 50', true, [...limited, '1', '', '50']],
    ['the same, the first 100', true, [...limited, '1', '', '100']],
    ['the same, all', true, limited],
    ['the same, all three times over', true, [...limited, '3']],
    [`statcheck in R, p-values of all ${names}`, hasR, ['Rscript', here('statcheck.R'), texts, ...own]],
  ])) {
    if (!there) {
      say(
        `  ${contender}: skipped, no R with statcheck, or with plyr, stringr and a clone of its repository at ${kept(sources)}`,
      );
      continue;
    }
    say(`  ${contender} …`);
    const row = measure({ task: 'audit', contender }, { command, counts }, 1);
    if ('failed' in row) say(`  ${contender}: failed: ${row.failed}`);
    else rows.push(row);
  }
  return rows;
}

/**
 * Writes the files of a clone's last commit that match, and that are kept, into a new folder, and says how many.
 * @param {string} clone
 * @param {RegExp} pattern
 * @param {string} folder
 * @param {(name: string, i: number) => boolean} isKept of the names in order
 */
function written(clone, pattern, folder, isKept = () => true) {
  const git = (/** @type {string[]} */ ...rest) => spawnSync('git', ['-C', clone, ...rest], { maxBuffer: 1 << 30 });
  if (!existsSync(clone)) return 0;
  const listed = git('ls-tree', '-r', '--name-only', '--full-tree', 'HEAD').stdout.toString('utf8').split('\n');
  const names = listed
    .filter((name) => pattern.test(name))
    .sort()
    .filter(isKept);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of names) writeFileSync(join(folder, basename(name)), git('show', `HEAD:${name}`).stdout);
  return names.length;
}

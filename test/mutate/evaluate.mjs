/**
 * Evaluates the code of one notebook, once as it is and once with each changed file that its parent sends, in one
 * process and without a kernel: what cells show is caught where they would hand it to the kernel. Answers with what
 * the change turned, the gravest alone: `refused` (another cell fails, or with another error), `verdict`, `value`,
 * `shown` or `nothing`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , module] = process.argv;
const require = createRequire(import.meta.url);
require('../../src/notebook/in-kernel/rerun.cjs').provideRuntime();
let outputs = [];
// `display` looks for tslab's module among those that are loaded
require.cache['/tslab/dist/jupyter.js'] = {
  exports: { lastWriteDisplayData: ({ data }) => outputs.push(data) },
};
process.stdout.write = (text) => outputs.push({ 'text/plain': String(text) });

let errors = [];
// what fails in a rerun ends nothing there
globalThis.cellFailed = ({ message }) => errors.push(String(message).split('\n')[0]);

let times = 0;
async function evaluated() {
  outputs = [];
  errors = [];
  let isEnded = false;
  try {
    await import(`${pathToFileURL(module)}?${times++}`);
  } catch (error) {
    globalThis.cellFailed(error);
    isEnded = true;
  }
  return { outputs, refused: errors.join('\n'), isEnded };
}

/** An output without the digests by which a run knows its answers: they follow any change, and nobody reads them. */
const plain = (value) => JSON.stringify(value).replaceAll(/sha256:[0-9a-f]{64}/g, '');
const isOurs = (type) => type.startsWith('application/vnd.recount.');
const verdictsIn = (data) =>
  Object.entries(data).flatMap(([type, held]) =>
    isOurs(type) ? [...(held.checks ?? []), ...(held.rows ?? [])].map(({ claim, verdict }) => [claim, verdict]) : [],
  );
const valuesIn = (data) => Object.entries(data).filter(([type]) => isOurs(type));

function turned(before, after) {
  if (after.refused !== before.refused) return 'refused';
  const differs = (part) => plain(before.outputs.map(part)) !== plain(after.outputs.map(part));
  if (differs(verdictsIn)) return 'verdict';
  if (differs(valuesIn)) return 'value';
  return differs((data) => data) ? 'shown' : 'nothing';
}

const before = await evaluated();
process.on('message', async ({ file, text }) => {
  const unchanged = readFileSync(file);
  writeFileSync(file, text);
  const after = await evaluated();
  writeFileSync(file, unchanged);
  process.send({ turned: turned(before, after) });
});
process.send({ ended: before.isEnded ? before.refused : undefined });

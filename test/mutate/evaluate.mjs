/**
 * Evaluates the code of one notebook, once as it is and once with each changed file that its parent sends, in one
 * process and without a kernel: what cells show is caught where they would hand it to the kernel. Answers with what
 * the change turned, the gravest alone: `refused`, `verdict`, `value`, `shown` or `nothing`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [, , module] = process.argv;
let outputs = [];
// `display` looks for tslab's module among those that are loaded
createRequire(import.meta.url).cache['/tslab/dist/jupyter.js'] = {
  exports: { lastWriteDisplayData: ({ data }) => outputs.push(data) },
};
process.stdout.write = (text) => outputs.push({ 'text/plain': String(text) });

let times = 0;
async function evaluated() {
  outputs = [];
  try {
    await import(`${pathToFileURL(module)}?${times++}`);
    return { outputs, refused: null };
  } catch (error) {
    return { outputs, refused: String(error.message).split('\n')[0] };
  }
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
process.send({ refused: before.refused });

// What a page has in the place of modules of the library, and of packages, that need a machine.
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const inPlace = /** @type {const} */ ([
  [/\/load\/machine\./, 'machine/machine'],
  [/\/load\/optional\./, 'missing/optional'],
  [/\/count\/opensearch\/open\./, 'missing/refused'],
  [/\/notebook\/picture\./, 'missing/picture'],
  [/\/formats\/zip\./, 'missing/zip'],
  [/^(?:node:)?stream\/web$/, 'machine/web-streams'],
]);

/** The file of the page's own module for one that is imported somewhere; undefined where it has that one itself. */
export function inPage(/** @type {string} */ id, /** @type {string | undefined} */ importer) {
  const path = id.startsWith('.') && importer !== undefined ? join(dirname(importer), id) : id;
  const found = inPlace.find(([part]) => part.test(path));
  return found && join(here, `${found[1]}.ts`);
}

/** Of the bundler. Nothing that is bundled may import a module of Node. */
export const withoutMachine = {
  name: 'without-machine',
  resolveId(/** @type {string} */ id, /** @type {string | undefined} */ importer) {
    const own = inPage(id, importer);
    if (!own && isBuiltin(id)) throw new Error(`${importer} imports ${id}, which a page does not have`);
    return own ?? null;
  },
};

const ofFiles = /^(?:fs|stream|request|node-fetch|xlsx|stream-json|plotly\.js-dist-min)(?:\/|$)/;

/** For danfo.js: what it reads and writes files with, or draws, is refused, and its tensors find nothing of Node. */
export const danfoWithoutFiles = {
  name: 'danfo-without-files',
  resolveId: (/** @type {string} */ id) =>
    ofFiles.test(id) || id === 'crypto' || id === 'util' ? join(here, 'missing/refused.ts') : null,
};

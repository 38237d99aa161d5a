import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { readArticleFile } from '../../src/claims/article.js';
import { parseTally } from '../../src/claims/tally.js';
import { readRecording } from '../../src/count/recording.js';
import { readManifest } from '../../src/load/manifest.js';
import { inProject } from '../../src/load/project.js';
import { readLexicon } from '../../src/tag/lexicon.js';
import { scratch } from './scratch.js';

const { write, folder } = scratch();

/** Each format: a file of the project, and how one is read. */
const formats = [
  ['claims file', 'data/articles/fine-tuning-by-role.yaml', readArticleFile],
  ['manifest', 'data/corpora/skillenai.yaml', readManifest],
  ['lexicon', 'data/lexicons/practice.yaml', readLexicon],
  [
    'recording',
    'data/recordings/skillenai.json',
    (recording: string) => readRecording({ ...readManifest('skillenai'), recording }),
  ],
  ['sample', 'data/samples/field-guide.rag.json', (path: string) => parseTally(readFileSync(path, 'utf8'), path)],
] as const;

test.each(formats)(
  'a %s without its version is of version 1; one of a newer version is refused',
  (name, file, read) => {
    const text = readFileSync(inProject(file), 'utf8');
    const written = (version: string): string => {
      write(basename(file), text.replace(/^ *"?version"?: 1,?\n/m, version));
      return join(folder, basename(file));
    };
    expect(() => read(written(''))).not.toThrow();
    const newer = file.endsWith('.json') ? '  "version": 2,\n' : 'version: 2\n';
    expect(() => read(written(newer))).toThrow(
      new RegExp(`${basename(file)}.*version: this ${name} is of version 2, and this Recount reads up to version 1`),
    );
  },
);

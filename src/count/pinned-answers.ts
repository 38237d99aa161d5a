import { existsSync } from 'node:fs';
import { UserError } from '../error.js';
import { canonical, digestOf } from '../load/digest.js';
import { type Manifest, manifestPath } from '../load/manifest.js';
import { shown } from '../load/project.js';
import { readText } from '../load/read.js';
import { writeAtomically } from '../load/write.js';
import { readRecording } from './recording.js';

/**
 * The digest of the answers in a corpus's recording, whatever the layout of the file.
 *
 * @throws UserError as reading it does
 */
export function answersDigest(manifest: Manifest): string {
  const { answers, skipped } = readRecording(manifest);
  return digestOf(canonical({ answers, ...(skipped === undefined ? {} : { skipped }) }));
}

/** Why the recording of a corpus is not the one that its manifest pins; undefined where it is, or none is pinned. */
export function otherAnswers(manifest: Manifest): string | undefined {
  const { answers, id, recording, files, named } = manifest;
  if (answers === undefined) return undefined;
  if (!existsSync(recording)) return `corpus "${id}" pins answers, but there is no recording ${shown(recording)}`;
  if (answersDigest(manifest) === answers) return undefined;
  const again = files ? `, or record it again: npx recount record ${named}` : '';
  return (
    `${shown(recording)} does not hold the answers that the manifest of "${id}" pins: it was changed since. ` +
    `Take it back from git${again}`
  );
}

/**
 * Writes the digest of the recorded answers into the manifest, as the line `answers: sha256:…`.
 *
 * @throws UserError when the manifest is not written as a block of lines, in which there is a place for it
 */
export async function pinAnswers(manifest: Manifest): Promise<void> {
  const path = manifestPath(manifest.named);
  const text = readText(path);
  const line = `answers: ${answersDigest(manifest)}`;
  const known = /^answers:.*$/m;
  const after = /^recording:.*$/m;
  if (!/^id:/m.test(text))
    throw new UserError(`${shown(path)} has no line of its own for each key; add to it by hand: ${line}`);
  const pinned = known.test(text)
    ? text.replace(known, line)
    : after.test(text)
      ? text.replace(after, (recording) => `${recording}\n${line}`)
      : `${text.replace(/\n*$/, '\n')}${line}\n`;
  if (pinned !== text) await writeAtomically(path, pinned);
}

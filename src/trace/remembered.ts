import { mkdirSync, readFileSync } from 'node:fs';
import { fileState } from '../load/machine.js';
import { inProject, namesIn, programFile } from '../load/project.js';
import { writeAtomically } from '../load/write.js';

/**
 * What is made of the files in some folders of the workspace; kept in `.recount/` for as long as none of them, nor the
 * program itself, was written.
 */
export async function remembered<T>(name: string, folders: readonly string[], make: () => T | Promise<T>): Promise<T> {
  const file = inProject('.recount', `${name}.json`);
  const files = folders.flatMap((folder) => namesIn(folder).map((each) => inProject(folder, each)));
  const key = [...files, programFile()].map((path) => `${path} ${fileState(path)}`).join('\n');
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { key: string; value: T };
    if (kept.key === key) return kept.value;
  } catch {
    // none yet
  }
  const value = await make();
  try {
    mkdirSync(inProject('.recount'), { recursive: true });
    await writeAtomically(file, JSON.stringify({ key, value }));
  } catch {
    // a place that cannot be written to is read anew each time
  }
  return value;
}

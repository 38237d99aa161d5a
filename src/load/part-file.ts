import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The parts that pulls of this process are writing. */
const active = new Set<string>();
let claims = 0;

/** A part file beside the final path that no other process writes to: its name holds this process's id. */
export async function claimPart(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}-${(claims += 1)}.part`;
  active.add(part);
  return part;
}

/**
 * Takes over the part file of a pull that ended early, if there is one. Renaming is atomic: of two pulls that try, one
 * succeeds. Further part files are removed.
 */
export async function continueOrphan(part: string, path: string): Promise<void> {
  const folder = dirname(path);
  const orphans = (await readdir(folder)).filter(
    (name) => name.startsWith(`${basename(path)}.`) && isOrphan(join(folder, name)),
  );
  for (const name of orphans) {
    const orphan = join(folder, name);
    if ((await sizeOf(part)) > 0) await rm(orphan, { force: true });
    else await rename(orphan, part).catch(() => {}); // another pull was faster
  }
}

function isOrphan(part: string): boolean {
  const owner = /\.(\d+)-\d+\.part$/.exec(part)?.[1];
  if (owner === undefined) return false;
  if (Number(owner) === process.pid) return !active.has(part);
  try {
    process.kill(Number(owner), 0); // sends nothing, and fails when there is no such process
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

export async function release(part: string, left: 'keep' | 'remove'): Promise<void> {
  active.delete(part);
  if (left === 'remove') await rm(part, { force: true });
}

/** Gives a checked part its final name, once its bytes are on the disk. */
export async function settle(part: string, path: string): Promise<void> {
  const file = await open(part, 'r');
  await file.sync().finally(() => file.close());
  await rename(part, path);
}

/** The bytes of a file; 0 where there is none. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

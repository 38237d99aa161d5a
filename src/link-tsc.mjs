// After each install: `npx tsc` is the project's TypeScript. The kernel brings a `tsc` of its own, and of two npm links
// the one whose path sorts first. Asking npm to link anew takes it seconds; where it links, a link does.
import { spawnSync } from 'node:child_process';
import { lstatSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const link = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '.bin', 'tsc');
if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
  rmSync(link);
  symlinkSync(join('..', 'typescript', 'bin', 'tsc'), link);
} else {
  const npm = spawnSync('npm', ['rebuild', 'typescript', '--force', '--silent'], { stdio: 'inherit', shell: true });
  process.exitCode = npm.status ?? 1;
}

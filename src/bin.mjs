#!/usr/bin/env node
// The command `recount`. In a checkout it first installs and builds what is missing or stale (see prepare.mjs);
// `node src/bin.mjs --prepare` stops there: `npm test` begins with it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCheckout, prepare, root } from './prepare.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`recount: Node 20.19 or newer is needed; this is ${process.version}`);
  process.exit(2);
}
if (isCheckout && !(await prepare())) process.exit(2);
if (process.argv[2] !== '--prepare') {
  const { main } = await import(pathToFileURL(join(root, 'dist', 'bundle', 'cli.js')).href);
  process.exitCode = await main(process.argv.slice(2));
}

// Audits a folder of texts some times over and prints what it read: node test/bench/audit-texts.mjs FOLDER [TIMES] [TEXT FOLDER] [HOW MANY]
// Into the third folder it writes the texts as it reads them, for programs that read no XML.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { audit } from '../../dist/audit/audit.js';
import { optimizeLate } from '../../dist/command/optimize-late.js';
import { readArticleText, textExtensions } from '../../dist/text/read.js';

optimizeLate(); // as the command does
const [folder, times = '1', texts, most = 'Infinity'] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => textExtensions.includes(extname(name).toLowerCase()))
  .sort()
  .slice(0, Number(most));
if (texts) mkdirSync(texts, { recursive: true });
let [characters, findings] = [0, 0];
for (let i = 0; i < Number(times); i += 1)
  for (const name of names) {
    const read = await readArticleText(join(folder, name));
    characters += read.text.length;
    if (texts) writeFileSync(join(texts, `${name}.txt`), read.text);
    else findings += audit(read).diagnostics.length;
  }
console.log(JSON.stringify({ texts: names.length * Number(times), characters, findings }));

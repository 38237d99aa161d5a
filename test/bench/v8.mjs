// The contender of regular expressions in V8: node v8.mjs FILE LEXICON.json
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [path, lexiconPath] = process.argv.slice(2);
const lexicon = JSON.parse(readFileSync(lexiconPath, 'utf8'));
// a token does not end where a point, colon or apostrophe joins it to the next letter
const ends = "(?!\\w|[.:'\u2019]\\w)";
const regexes = lexicon.map(
  ([, phrases]) =>
    new RegExp(`(?<!\\w|\\w[.:'\u2019])(?:${phrases.map((words) => words.join(`${ends}\\W+`)).join('|')})${ends}`, 'i'),
);
const counts = lexicon.map(() => 0);
for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
  const { title, description } = JSON.parse(line);
  regexes.forEach((regex, i) => {
    if (regex.test(title) || regex.test(description)) counts[i] += 1;
  });
}
console.log(JSON.stringify(Object.fromEntries(lexicon.map(([concept], i) => [concept, counts[i]]))));

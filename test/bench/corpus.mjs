// @ts-check
// A corpus for the benchmark, from a seed: postings of some 6 KB in JSON lines, with words as frequent as Zipf has it, and
// the lexicon's phrases planted at the rates of real postings, in the spellings that occur.
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const frequent = `the and to of a in with for our you we is on will as are or an your that work team data be experience
  ability skills by at from this have product business engineering role their all who development customers new across
  design build strong systems software years help it technology support using company teams solutions including quality
  environment best more can us management working other about opportunity technical people learning knowledge world
  models platform benefits not has if closely into applications tools process deliver what provide time services drive
  machine engineer develop within end security performance ensure understanding through projects research building
  scale production code infrastructure make health global high computer required science complex one related cloud
  collaborate develop employment based equal own requirements also lead value plan they global problems any insights
  range storage average leverage agile aim air fine final finance finish finding refine vectors large language larger
  prompt promptly model modern modeling agency agenda multiple multi embedded amazon awareness retrieve retain pyramid
  tension monitor evaluate evaluation evidence sage kubectl laminar language keyword peer pears lore layout tune tuning`.split(
  /\s+/,
);

/** What is planted, and how many in ten thousand words. */
const planted = /** @type {[string, number][]} */ ([
  ['Python', 22],
  ['fine-tuning', 4],
  ['Fine-Tuning', 1],
  ['fine\u2011tuning', 0.4],
  ['fine tune', 2],
  ['fine-tuned', 1.5],
  ['finetuning', 0.3],
  ['RAG', 6],
  ['retrieval-augmented generation', 2],
  ['Retrieval Augmented Generation', 1],
  ['LLM', 10],
  ['LLMs', 10],
  ['LLM\u2019s', 0.5],
  ['large language models', 4],
  ['Large Language Model', 1],
  ['prompt engineering', 4],
  ['prompting', 1],
  ['AI agents', 3],
  ['AI agent', 1],
  ['agentic', 4],
  ['multi-agent', 1.5],
  ['vector databases', 2],
  ['vector database', 1],
  ['vector store', 0.5],
  ['embeddings', 3],
  ['PyTorch', 7],
  ['TensorFlow', 5],
  ['LangChain', 3],
  ['LangGraph', 1.5],
  ['Kubernetes', 7],
  ['k8s', 0.7],
  ['AWS', 12],
  ['Amazon Web Services', 0.7],
  ['SageMaker', 1.5],
  ['MLOps', 3],
  ['LLMOps', 0.5],
  ['model monitoring', 1],
  ['model evaluation', 1],
  ['evals', 1],
  ['LLM-as-a-judge', 0.2],
  ['LoRA', 0.8],
  ['QLoRA', 0.2],
  ['PEFT', 0.3],
  ['exploration', 3],
  ['Node.js', 2],
  ['AI', 40],
  ['machine learning', 20],
  ['language', 5],
]);
const joints = [
  ...Array.from({ length: 24 }, () => ' '),
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ' ',
  ', ',
  '. ',
  '. ',
  '\n',
  '\n\n\u2022 ',
  '\n- ',
  ' \u2013 ',
  '/',
  ' (',
  ') ',
  ': ',
  '-',
  ' & ',
];
const rare = [
  'na\u00efve',
  'r\u00e9sum\u00e9',
  'company\u2019s',
  '\u201cbuilders\u201d',
  '\u{1f680}',
  '\u6a5f\u68b0\u5b66\u7fd2',
  '$150,000',
  'C++',
  '"hands-on"',
  '24/7',
  'you\u2019ll',
  "we're",
];

const cities = [
  'Berlin',
  'London',
  'Paris',
  'Remote',
  'New York',
  'San Francisco',
  'München',
  'Zürich',
  'Tokyo',
  'Austin',
];

/** Whole random numbers below a bound, from a seed (mulberry32: what counts here is speed). */
function dice(/** @type {number} */ seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

/** A table from which a word is drawn by its frequency, with phrases planted at their rate or a part of it. */
function table(/** @type {(below: number) => number} */ random, /** @type {(phrase: string) => number} */ part) {
  const syllables = [
    'ba',
    'con',
    'di',
    'er',
    'fo',
    'gra',
    'hi',
    'in',
    'ju',
    'ka',
    'lo',
    'mi',
    'ne',
    'or',
    'pro',
    'qui',
    'ra',
    'ser',
    'ti',
    'un',
    'ver',
    'wa',
    'xe',
    'yo',
    'za',
    'st',
    'ment',
    'tion',
    'al',
    'ing',
  ];
  const words = [...frequent];
  while (words.length < 20_000)
    words.push(Array.from({ length: 2 + random(3) }, () => syllables[random(syllables.length)]).join(''));
  const weights = words.map((_, rank) => 1 / (rank + 8));
  const sum = weights.reduce((a, b) => a + b, 0);
  const size = 1 << 16;
  /** @type {string[]} */
  const drawn = [];
  planted.forEach(([phrase, rate]) =>
    drawn.push(...Array.from({ length: Math.round((rate * part(phrase) * size) / 10_000) }, () => phrase)),
  );
  rare.forEach((word) => drawn.push(...Array.from({ length: 30 }, () => word)));
  const left = size - drawn.length;
  let share = 0;
  words.forEach((word, rank) => {
    share += ((weights[rank] ?? 0) / sum) * left;
    while (drawn.length < size - left + share && drawn.length < size)
      drawn.push(rank % 9 === 4 ? word.charAt(0).toUpperCase() + word.slice(1) : word);
  });
  while (drawn.length < size) drawn.push('the');
  return drawn;
}

/**
 * Writes the corpus, unless it stands there already.
 * @param {string} path
 * @param {{ megabytes: number, seed?: number }} size
 */
export function writeCorpus(path, { megabytes, seed = 1 }) {
  const bytes = megabytes * 1e6;
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && there.size >= bytes) return;
  const random = dice(seed);
  // one in three is a posting of the trade; the others name a language or a cloud now and then, and AI where it is the fashion
  const ofTrade = table(random, () => 1);
  const ofOthers = table(random, (phrase) =>
    ['Python', 'AWS', 'Kubernetes', 'AI', 'machine learning', 'language'].includes(phrase) ? 0.05 : 0,
  );
  const file = openSync(`${path}.part`, 'w');
  let written = 0;
  for (let id = 1; written < bytes; ) {
    let lines = '';
    for (let i = 0; i < 200; i += 1, id += 1) {
      // lengths spread around 850 words, a few much longer
      const words = random(3) === 0 ? ofTrade : ofOthers;
      const draw = () => words[random(65_536)];
      const length = 200 + random(900) + random(400) + (random(50) === 0 ? random(4000) : 0);
      let text = '';
      for (let word = 0; word < length; word += 1)
        text += draw() + /** @type {string} */ (joints[random(joints.length)]);
      const posting = {
        id,
        title: `${draw()} ${random(3) === 0 ? 'AI ' : ''}Engineer`,
        company: `${draw()} ${draw()}`,
        location: cities[(id * id) % cities.length],
        remote: random(2) === 0,
        posted: '2026-01-26',
        salary: { low: 1000 * random(200), high: null },
        skills: [draw(), draw(), draw()],
        description: text,
      };
      lines += `${JSON.stringify(posting)}\n`;
    }
    written += writeSync(file, lines);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
}

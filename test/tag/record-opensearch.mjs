/**
 * Records what a real OpenSearch makes of adversarial text, for the tests beside this file:
 * standard-analyzer.json (the `_analyze` API) and match-phrase.json (`match_phrase` over an index of its own).
 *
 *     node test/tag/record-opensearch.mjs http://127.0.0.1:9200
 *
 * All strings are made up here. A cluster without Docker: OpenSearch runs from Maven artefacts in one JVM.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const address = process.argv[2] ?? 'http://127.0.0.1:9200';
const index = 'recount-record-match-phrase';
const beside = (name) => new URL(name, import.meta.url);

async function ask(method, path, body) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json';
  const answer = await fetch(`${address}/${path}`, { method, body: payload, headers: { 'content-type': type } });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** JSON that shows what it holds: marks, invisible characters and half surrogate pairs as escapes. */
const visible = (value) =>
  JSON.stringify(value).replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
const rows = (list) => `[\n    ${list.map(visible).join(',\n    ')}\n  ]`;

const written = {
  hyphens: ['fine-tuning', 'fine\u2010tuning', 'fine\u2011tuning', 'fine\u2013tuning', 'fine\u2014tuning', 'fine\u2212tuning', 'fine\u00adtuning', 'fine - tuning', '-fine--tuning-', 'pre-/post-training', 'end\u2011to\u2011end'],
  quotes: ["don't", 'don\u2019t', "models'", "'quoted'", '\u2018quoted\u2019', '"fine"-tuning', '\u201cfine tuning\u201d', "rock'n'roll", "O'Neil\u2019s", 'don\u02bct', 'don\uff07t', "l'\u00e9t\u00e9", "1'000", "a''b", 'a\u2018b'],
  accents: ['caf\u00e9', 'cafe\u0301', 'R\u00c9SUM\u00c9', 'RE\u0301SUME\u0301', 'na\u00efve', '\u0301fine', 'fine \u0301tuning', 'Z\u0351\u036b\u0343alg\u030do\u0321', '\u00c5ngstr\u00f6m \u212b', '\u212aelvin'],
  case: ['\u0130stanbul', 'D\u0130YARBAKIR', '\u0131s\u0131', 'i\u0307stanbul', 'Stra\u00dfe', 'STRA\u1e9eE', 'STRASSE', '\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2', '\u039b\u039f\u0393\u039f\u03a3', '\ufb01ne-tuning', '\u01c5ungla', '\u24b6\u24b7\u24b8', '\u2160\u2161', '\u{10400}\u{10428}', '\uff26\uff29\uff2e\uff25'],
  cjk: ['機械学習エンジニア', '机器学习工程师', '大模型fine-tuning经验', '我们用Python和C++', 'ファインチューニング', 'ファイン・チューニング', 'ﾌｧｲﾝﾁｭｰﾆﾝｸﾞ', 'ひらがなとカタカナ', '時々、々', '〇一二', '\u{20000}\u{2a6df}', '𠮷野家', 'カ\u3099キ', 'か\u3099き', 'アA_イ1', 'ラーメン', '第3世代', '㍿', '〆切', 'ㄅㄆㄇ'],
  korean: ['기계 학습 엔지니어', '파인튜닝', '\u1112\u1161\u11ab\u1100\u1173\u11af', 'AI엔지니어', '한글漢字かな', 'ㅋㅋㅋ'],
  'south east asian': ['การเรียนรู้ของเครื่อง', 'วิศวกร AI', 'ภาษาไทยabcไทย', '๑๒๓', 'ວິສະວະກອນ', 'អ្នកវិស្វករ', 'အင်ဂျင်နီယာ'],
  arabic: ['مهندس الذكاء الاصطناعي', 'تَعَلُّم', '١٬٢٣٤٫٥', 'كـتـاب', 'ע"ד צה"ל', "ג'ירפה", 'צ\u05f3ק ד\u05f4ר', 'א"ב"ג', "א'.ב", 'a\u05d0\'', '\u05d0\u05b8\u05dc\u05b6\u05e3', '\u200fabc\u200edef'],
  indic: ['मशीन लर्निंग', 'हिन्दी', 'क\u094d\u200dष', '१२३', 'தமிழ்', 'বাংলা', 'ಕನ್ನಡ'],
  emoji: ['I ❤️ ML', '❤', '👩‍💻', '👩🏽‍💻 engineer', '👍🏿👍', '🇩🇪🇫🇷', '🇩🇪🇫', '🇩', '1️⃣2️⃣', '#️⃣ *️⃣', '#⃣a', '*⃣⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴\ufe0f󠁧󠁢󠁿', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🏳️\u200d\u200d🌈', '\u200d👩', '🏽', 'a🏽', '©2024 ®™', 'ℹ️info', 'ℹ️\u200d👩x', 'Ⓜ️', '🅰b', '〰️〽️', '㊗️', 'rocket🚀fast', '☕︎☕️', '🫠🪿', '♥️\ufe0f', '🤖AI'],
  names: ['C++', 'C#', '.NET', 'F#/.NET', 'node.js', 'Node.JS.', 'CI/CD', 'e.g., this', 'U.S.', 'U.S.A', 'i.e.', 'Ph.D.', 'A/B-test', 'R&D', 'AT&T', 'GPT-4o', 'gpt-3.5-turbo', 'Llama3.1', 'k8s', 'x86_64', 'TCP/IP', 'L2TP', '3D', '24x7', 'B2B', 'AI/ML', '@scope/pkg', '#hashtag', '$100k', '€50.000,00', '100%', '~5', 'a:b', 'std::vector', 'a·b', 'l·l', 'a;b'],
  numbers: ['3.14', '1,000', '1,000,000.50', '192.168.0.1', '1.', '.5', '1..2', '1,,2', '1.a', 'a.1', 'v1.2.3', '10:30', '2026-03-10', '1/2', '½', '1e-7', '-5', '1_000', '١٢٣', '１２３', '1;2', '\u00b2\u00b3', '0x1F'],
  addresses: ['user@example.com', 'first.last+tag@mail.example.co.uk', 'https://example.com/a_b/c-d?e=f&g=1.2#h', 'www.example.com.', 'ftp://10.0.0.1:21/', 'C:\\dir\\file.txt', '/usr/lib/x.so.1', '<b>bold</b>', '&nbsp;&amp;'],
  identifiers: ['snake_case', '_private', '__init__', '_', '___', 'a__b', '_1', 'camelCase', 'PascalCase', 'kebab-case', 'SCREAMING_SNAKE', 'a\u203fb', 'カ_a', '_カ', 'a\u202fb', '1\u202f000', 'a_.b', 'a._b', 'a_\u05d0"\u05d1'],
  invisible: ['fine\u200btuning', 'fine\u200ctuning', 'fine\u200dtuning', 'fine\u2060tuning', '\ufefffine-tuning', 'fi\ufeffne', '\u00ad', 'a\u00ad', '\u200d', 'fine\u00a0tuning', 'fine\u3000tuning', 'fine\u2028tuning', 'fine\u0085tuning', 'fine\ttuning\r\nx', '\u0000', 'a\u0000b', 'a\u0001b', 'a\ufffcb', 'a\ufffdb', 'a\ue000b', '\u{f0000}', '\u061ca'],
  halves: ['a\ud83db', '\ud83d fine', '\ude00', 'a\ude00b', '\ud83d\ud83d\ude00', 'fine tuning \ud83d'],
  young: ['\u0870', '\ua7c0\ua7c1', '\u{11f00}', '\u{1fae8}', '\u{16ea0}', '\ua7dc', '\u{10d50}'],
  long: ['a'.repeat(255), 'b'.repeat(256), 'c'.repeat(300), '1'.repeat(600), `${'d'.repeat(254)}.e`, `${'f'.repeat(253)}.gh`, `x ${'\u{10400}'.repeat(128)}`, `${'g'.repeat(254)}\u{10400}`, `h${'\u0301'.repeat(300)}i`, `👩${'\u200d👩'.repeat(100)}`, '漢'.repeat(260), 'ก'.repeat(300), `${'_'.repeat(260)}a`, `${'a.'.repeat(200)}`, '\u200d'.repeat(300)],
  nothing: ['', ' ', '\n', '...', '!?', '—', '"', "'"],
};

/** A linear congruential generator: random enough for strings, and the same everywhere. */
let state = 20260310;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const draw = (list, length) => Array.from({ length }, () => pick(list)).join('');

const alphabet = [
  ...['a', 'B', 'z', '1', '9', '_', '.', ',', "'", '\u2019', ':', ';', '"', '-', '\u2011', ' ', '/', '#', '*', '+', '@'],
  ...['é', '\u0301', 'İ', 'ß', 'Σ', 'א', 'ب', 'अ', '\u094d', 'ไ', '\u0e31', '가', 'カ', 'か', '漢', '々', '\u{20000}'],
  ...['😀', '👩', '🏽', '🇩', '🇪', '\u20e3', '\ufe0f', '\ufe0e', '\u200d', '\u200b', '\u00ad', '\ufeff', '\u202f', 'ℹ', '\u{e0067}', '\u{e007f}', '\u0000'],
];
const drawn = Array.from({ length: 300 }, () => draw(alphabet, 1 + random(16)));

const analyzed = [];
for (const text of [...Object.values(written).flat(), ...drawn]) {
  const { tokens } = await ask('POST', '_analyze', { analyzer: 'standard', text });
  analyzed.push([text, ...tokens.map(({ token, start_offset, end_offset }) => [token, start_offset, end_offset])]);
}

const words = ['fine', 'Fine', 'FINE', 'tuning', 'tune', 'tuned', 'finetuning', 'RAG', 'C++', 'node.js', 'C', 'é', 'e\u0301', '機', '械', 'カタ', '👩‍💻', "don't", 'don\u2019t', 'İ', 'i'];
const between = [' ', ' ', ' ', '-', '\u2011', '\u2014', '/', ', ', '. ', '\n', '', '_', '\u00ad', '\u200b', '\u200d', ' and ', '\u00a0'];
const sentences = Array.from({ length: 200 }, () => Array.from({ length: 2 + random(7) }, () => pick(words) + pick(between)).join(''));
// A text that ends in half a surrogate pair is left out: Lucene loses its last tokens.
const documents = [...Object.values(written).flat(), ...sentences].filter((text) => !/[\ud800-\udbff]$/.test(text));
const phrases = [
  ...['fine-tuning', 'fine tuning', 'finetuning', 'fine-tune', 'finetune', 'tuning fine', 'fine fine', 'Fine\u2011Tuning', 'fine_tuning', 'fine\u00adtuning', 'RAG', 'rag fine', 'C++', 'c c', 'C#', '.NET', 'node.js', 'node js', 'CI/CD', 'U.S.', 'e.g.', "don't", 'don\u2019t', "don't fine", 'café', 'cafe', 'cafe\u0301', 'i', 'İ', 'İstanbul', 'istanbul', 'strasse', 'straße'],
  ...['機械', '機', '械機', '学习', '機械学習', 'カタ', 'カタカナ', '👩‍💻', '👩', '👩‍💻 fine', '❤️', '❤', '🇩🇪', 'é', 'e\u0301 fine', 'a b', '1,000', '1000', '3.14', 'example.com', 'a', 'λογος', '...', '', '++'],
];
await fetch(`${address}/${index}`, { method: 'DELETE' });
await ask('PUT', index, {
  settings: { number_of_shards: 1, number_of_replicas: 0 },
  mappings: { properties: { text: { type: 'text', analyzer: 'standard' } } },
});
const bulk = documents.map((text, i) => `{"index":{"_id":"${i}"}}\n${JSON.stringify({ text })}\n`).join('');
const { errors } = await ask('POST', `${index}/_bulk?refresh=true`, bulk);
if (errors) throw new Error('a document was not indexed');
const matched = [];
for (const phrase of phrases) {
  const { hits } = await ask('POST', `${index}/_search`, { size: 1000, _source: false, query: { match_phrase: { text: phrase } } });
  matched.push([phrase, ...hits.hits.map(({ _id }) => Number(_id)).sort((a, b) => a - b)]);
}
await fetch(`${address}/${index}`, { method: 'DELETE' });

const { version } = await (await fetch(address)).json();
const about = `OpenSearch ${version.number}, Lucene ${version.lucene_version}; written by test/tag/record-opensearch.mjs`;
writeFileSync(beside('standard-analyzer.json'), `{\n  "about": ${visible(`${about}. Each row: text, then its tokens as [token, start, end]`)},\n  "rows": ${rows(analyzed)}\n}\n`);
writeFileSync(
  beside('match-phrase.json'),
  `{\n  "about": ${visible(`${about}. Each row of matched: phrase, then the numbers of the documents it matches`)},\n  "documents": ${rows(documents)},\n  "matched": ${rows(matched)}\n}\n`,
);
for (const name of ['standard-analyzer.json', 'match-phrase.json']) JSON.parse(readFileSync(beside(name), 'utf8'));

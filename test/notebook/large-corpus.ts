import { closeSync, openSync, writeSync } from 'node:fs';

/** Beyond 32 MB, JSON lines are not kept in memory: every core counts a part of them. */
const postings = 3_500;
const text = `${'Retrieval and ranking of documents. '.repeat(275)}We work on RAG.`; // 10,000 characters

/** The files of a corpus beyond that limit, in which every second posting is one of an AI Engineer, and all name RAG. */
export function writeLargeCorpus(at: (name: string) => string, write: (name: string, text: string) => void): void {
  write(
    'large.yaml',
    'id: large\ntitle: Many long postings\nfiles: { format: jsonl, path: large.jsonl, id: id }\nlexicon: ./words.yaml\n' +
      'text: [description]\nfields:\n  role: { kind: name, from: role }\n  description: { kind: text, from: text }\n',
  );
  write('words.yaml', 'mode: phrase\nconcepts:\n  RAG: { phrases: [{ phrase: RAG }] }\n');
  const file = openSync(at('large.jsonl'), 'w');
  for (let id = 1; id <= postings; id += 1)
    writeSync(file, `${JSON.stringify({ id, role: id % 2 ? 'AI Engineer' : 'Data Scientist', text })}\n`);
  closeSync(file);
}

/** A cell that counts it, and what it prints. */
export const countLarge = {
  cell:
    "import { corpus } from 'recount';\n" +
    "const answer = await corpus('large.yaml').count({ by: ['role'], concepts: ['RAG'], match: 'phrase' });\n" +
    "console.log(answer.at({ role: 'AI Engineer' }).RAG, answer.at({ role: 'Data Scientist' }).postings);",
  prints: '1750 1750\n',
};

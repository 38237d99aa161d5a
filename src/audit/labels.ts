const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What was made plain last: one sentence is held against many labels. */
let last = { words: '', plain: '' };
function plainWords(words: string): string {
  if (last.words !== words) last = { words, plain: ` ${plain(words)} ` };
  return last.plain;
}

const holds = (words: string, label: string, at: (plain: string, part: string) => boolean): boolean => {
  const own = plain(label);
  return label.length > 1 && ['', 's'].some((plural) => at(plainWords(words), ` ${own}${plural} `));
};

/** Whether a name stands in words: at their beginning, or anywhere, as whole words; plurals are no difference. */
export const sameLabel = {
  startsWith: (words: string, label: string): boolean => holds(words, label, (text, part) => text.startsWith(part)),
  within: (words: string, label: string): boolean => holds(words, label, (text, part) => text.includes(part)),
};

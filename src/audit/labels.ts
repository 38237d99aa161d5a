const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether a name stands in words: at their beginning, or anywhere, as whole words; plurals are no difference. */
export const sameLabel = {
  startsWith: (words: string, label: string): boolean =>
    label.length > 1 && new RegExp(`^${escaped(label)}s?(?: |$)`).test(plain(words)),
  within: (words: string, label: string): boolean =>
    label.length > 1 && new RegExp(`(?:^| )${escaped(label)}s?(?: |$)`).test(plain(words)),
};

const escaped = (label: string): string => plain(label).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

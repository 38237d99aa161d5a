import type { LabelledPattern } from '../../src/stats/index.js';

const skills = ['Agents', 'Docker', 'PyTorch', 'Python', 'RAG', 'SQL'];

/** Sixty made postings of eighteen employers: label, which of the six skills, employer. */
export const encoded =
  'ML|001101|8 SW|010100|14 ML|000001|15 AI|100000|11 AI|110110|8 SW|110100|0 ML|101100|1 AI|110100|1 ML|001100|14 SW|000001|1 SW|000110|4 AI|000110|9 AI|000101|12 AI|100110|6 AI|000100|17 SW|100100|2 AI|000110|16 AI|100110|6 AI|000000|14 SW|001100|7 AI|000100|11 AI|110010|7 AI|000010|7 AI|100000|11 SW|000011|7 AI|110110|0 ML|100100|3 AI|010001|10 AI|110110|7 AI|000100|14 AI|000010|5 SW|110100|15 AI|100110|3 SW|010100|11 AI|100110|16 AI|110110|2 ML|000101|11 SW|000100|13 AI|100010|0 ML|000100|14 ML|000100|6 AI|000100|7 SW|010001|6 SW|011011|12 ML|001000|2 AI|100111|1 SW|000101|7 ML|010110|0 AI|010110|17 SW|110001|14 SW|000010|6 AI|100100|10 ML|000110|14 SW|010101|2 SW|000000|14 AI|100100|17 ML|010100|8 ML|001100|7 AI|100110|0 SW|110000|3';

export const labelled: readonly LabelledPattern[] = encoded.split(' ').map((row) => {
  const [label = '', flags = '', cluster = ''] = row.split('|');
  return { label, has: skills.filter((_, i) => flags[i] === '1'), postings: 1, cluster };
});

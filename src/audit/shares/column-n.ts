/** The n that a column's header states: `DS (n=137)`. */
export function columnN(header: string): number | undefined {
  const [, digits] = /\b[nN]\s?=\s?(\d[\d,.]{0,12})/.exec(header) ?? [];
  const n = digits === undefined ? Number.NaN : Number(digits.replace(/[.,](?=\d{3})/g, '').replace(/[.,]$/, ''));
  return Number.isSafeInteger(n) && n > 0 ? n : undefined;
}

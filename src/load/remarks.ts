/** What was found out of the data and not stated by a manifest: a command says it, once, beside its answer. */
const found = new Set<string>();

/** Notes something that was found out: `jobs.csv: its cells are separated by ";"`. */
export const remark = (text: string): void => void found.add(text);

/** What was found out so far, in its order. */
export const remarks = (): readonly string[] => [...found];

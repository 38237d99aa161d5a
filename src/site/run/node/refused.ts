/** What stands in a page for the parts of the library that need files, processes or sockets: a call says so. */
const refuse = (): never => {
  throw new Error(
    'a page answers from the recorded counts alone, and this asks for the postings; they answer it on a machine: ' +
      'npx recount run --engine rows',
  );
};

export const countFromIndex = refuse;
export const list = refuse;
export const readRecords = refuse;
export default refuse;

/** Counts postings, where they are. */
export class Rows {
  constructor() {
    refuse();
  }
}

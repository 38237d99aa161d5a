/** What stands in a page for what needs files, processes or sockets of a machine: a call says so. */
const refuse = (): never => {
  throw new Error('a page cannot do this; on a machine: npx recount run');
};

export const countFromIndex = refuse;
export default refuse;

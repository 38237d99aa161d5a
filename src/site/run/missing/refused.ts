/**
 * What stands in a page for what needs files, processes or sockets of a machine. Everything can be asked of it, so that
 * packages load; a call says that a page cannot do it.
 */
const refuse: object = new Proxy(() => undefined, {
  get: (_, name) => (name === 'then' ? undefined : refuse),
  apply: () => {
    throw new Error('a page cannot do this; on a machine: npx recount run');
  },
});

export const countFromIndex = refuse;
export default refuse;

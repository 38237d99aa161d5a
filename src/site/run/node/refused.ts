/** What stands in a page for a module that needs files, processes or sockets. */
const why =
  'this part needs files, processes or sockets, which a page does not have; run the notebook with npx recount run';

const refuse = (): never => {
  throw new Error(why);
};
export const countFromIndex = refuse;
export const list = refuse;
export const readCsv = refuse;
export const readJsonl = refuse;
export const readParquet = refuse;
export const readYamlParts = refuse;
export default refuse;

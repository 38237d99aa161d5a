import { inProject } from '../../src/load/project.js';
import { findJupyterLab, installJupyterLab, type JupyterLab } from '../../src/notebook/jupyter.js';
import { locked } from '../locked.js';

/**
 * The JupyterLab that is installed, or else the project's own: made by the file of tests that asks first, while others
 * wait.
 */
export async function madeLab(): Promise<JupyterLab> {
  let lab = findJupyterLab();
  if (lab === undefined)
    await locked(inProject('.recount', 'lab.lock'), async () => {
      lab = findJupyterLab() ?? installJupyterLab();
    });
  if (lab === undefined) throw new Error('it was made, or that is an error');
  return lab;
}

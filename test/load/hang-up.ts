import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/**
 * Hangs up once what was sent has come: the client lives in this process, and a time alone would be over for both at
 * once on a busy machine.
 */
export async function hangUp(response: ServerResponse): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) await setTimeout(2);
  response.destroy();
}

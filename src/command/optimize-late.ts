import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 optimize only what runs for long. An audit has a thousand functions and runs for seconds: to optimize most
 * of them, as V8 would by default, takes a third of its computing and never pays.
 */
export const optimizeLate = (): void => setFlagsFromString('--interrupt-budget=600000');

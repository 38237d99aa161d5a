import { UserError } from '../error.js';
import type { Proportion } from './types.js';

/** Refuses an impossible argument: says which function, which argument, what came and what is expected. */
export function refuse(where: string, argument: string, value: unknown, expected: string): never {
  throw new UserError(`${where}: ${argument} is ${print(value)}, but must be ${expected}`);
}

function print(value: unknown): string {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
    ? JSON.stringify(value)
    : String(value);
}

/** Whether a value is a number at all: `null >= 0` and `'0.5' < 1` hold in JavaScript. */
const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);

export function checkFinite(where: string, argument: string, value: number): void {
  if (!Number.isFinite(value)) refuse(where, argument, value, 'a finite number');
}

export function checkCount(where: string, argument: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    refuse(where, argument, value, `a whole number of at least ${least}`);
  }
}

export function checkAtLeast(where: string, argument: string, value: number, least: number): void {
  if (!Number.isFinite(value) || value < least) refuse(where, argument, value, `a finite number of at least ${least}`);
}

export function checkSeed(where: string, seed: number): void {
  if (!Number.isSafeInteger(seed)) refuse(where, 'seed', seed, 'a whole number');
}

/** A confidence level, a significance level, a power, a share: strictly between 0 and 1. */
export function checkFraction(where: string, argument: string, value: number): void {
  if (!(isNumber(value) && value > 0 && value < 1))
    refuse(where, argument, value, 'a number between 0 and 1, both excluded');
}

/** A p-value, or a share that may be nothing or everything. */
export function checkProbability(where: string, argument: string, value: number): void {
  if (!(isNumber(value) && value >= 0 && value <= 1)) refuse(where, argument, value, 'a number from 0 to 1');
}

export function checkChoice(where: string, argument: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) refuse(where, argument, value, choices.map((choice) => `"${choice}"`).join(' or '));
}

export function checkBoolean(where: string, argument: string, value: boolean): void {
  if (typeof value !== 'boolean') refuse(where, argument, value, 'true or false');
}

/** An argument whose parts are looked at next. */
export function checkObject(where: string, argument: string, value: object): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(where, argument, value, 'an object');
}

/** `name` stands before the field in the message: `b` makes it `b.k`. */
export function checkProportion(where: string, proportion: Proportion, name?: string): void {
  checkObject(where, name ?? 'proportion', proportion);
  const { k, n } = proportion;
  const prefix = name === undefined ? '' : `${name}.`;
  checkCount(where, `${prefix}n`, n, 1);
  checkCount(where, `${prefix}k`, k, 0);
  if (k > n) refuse(where, `${prefix}k`, k, `at most ${prefix}n, which is ${n}`);
}

export function checkSeries(where: string, argument: string, values: readonly number[], least: number): void {
  if (!Array.isArray(values) || values.length < least) {
    refuse(where, argument, values, `a list of at least ${least} numbers`);
  }
  values.forEach((value, i) => checkFinite(where, `${argument}[${i}]`, value));
}

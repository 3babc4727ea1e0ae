import { listModels } from './model-folder.js';

const MARK = '-challenger-';

/** Name of the challenger of a model that knows the market up to a date (ISO). */
export function challengerName(champion: string, date: string): string {
  return `${champion}${MARK}${date}`;
}

/** Names of the challengers of a model, oldest first. */
export function challengersOf(models: string, champion: string): string[] {
  return listModels(models).filter((name) => name.startsWith(`${champion}${MARK}`));
}

/** Whether a model is a challenger: it is watched, and counts in no blend until it has won. */
export function isChallenger(name: string): boolean {
  return name.includes(MARK);
}

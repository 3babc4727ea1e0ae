import { isoDate } from '../../models/bars/index.js';
import type { Database } from '../store/index.js';
import type { Study } from './study.js';

/** Writes the head of a study. @param doubt what speaks against its result, as JSON. */
export async function storeStudy(
  database: Database,
  study: Study,
  trials: number,
  doubt: object,
): Promise<void> {
  const { time, parameters } = study;
  await database.run(
    `INSERT INTO studies VALUES ($1, $2, $3::TIMESTAMP, $4, $5, $6, $7, $8, $9, $10, $11::DATE, $12::DATE,
       $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      study.id,
      study.kind,
      new Date(study.storedAt).toISOString().slice(0, 19),
      study.strategy,
      study.title,
      study.definition ?? null,
      JSON.stringify(study.kind === 'sweep' ? parameters : parameters[0]),
      study.account,
      JSON.stringify(study.settings),
      JSON.stringify(study.symbols),
      time.length > 0 ? isoDate(time[0]) : null,
      time.length > 0 ? isoDate(time[time.length - 1]) : null,
      study.adjust,
      study.market,
      study.isSynthetic,
      study.dataHash,
      study.codeVersion,
      study.seed,
      trials,
      JSON.stringify(doubt),
      study.command,
    ],
  );
}

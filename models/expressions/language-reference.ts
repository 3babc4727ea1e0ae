import { indicators } from '../indicators/index.js';
import { languageColumns, languageLabels } from './columns.js';
import { languageFunctions } from './language-functions.js';
import { defaultSeries, indicatorAliases, maybeFunction } from './vocabulary.js';

/** One name of the language, as completion and the documentation show it. */
export interface ReferenceEntry {
  readonly name: string;
  readonly kind: 'column' | 'label' | 'function' | 'indicator';
  readonly group: string;
  readonly signature: string;
  readonly description: string;
  /** A whole expression that uses the name. */
  readonly example: string;
  readonly aliases: readonly string[];
  /** Names of the outputs of an indicator that has several, the one that needs no name first. */
  readonly outputs: readonly string[];
}

/** Every name of the language, from the records that the compiler itself reads. */
export function languageReference(): readonly ReferenceEntry[] {
  return [...columnEntries(), ...functionEntries(), ...indicatorEntries()];
}

function columnEntries(): readonly ReferenceEntry[] {
  const none = { aliases: [], outputs: [] } as const;
  return [
    ...languageColumns.map(({ name, unit, description }) => {
      return {
        name,
        kind: 'column' as const,
        group: unit,
        signature: name,
        description,
        example: name,
        ...none,
      };
    }),
    ...languageLabels.map(({ name, description }) => {
      return {
        name,
        kind: 'label' as const,
        group: 'label',
        signature: name,
        description,
        example: `${name} == "Energy"`,
        ...none,
      };
    }),
  ];
}

function functionEntries(): readonly ReferenceEntry[] {
  return languageFunctions.map(
    ({ name, group, parameters, isVariadic, description, example, aliases = [] }) => {
      const written = parameters.map((parameter) =>
        parameter.default === undefined ? parameter.name : `${parameter.name}: ${parameter.default}`,
      );
      const signature = `${name}(${[...written, ...(isVariadic ? ['…'] : [])].join(', ')})`;
      return {
        name,
        kind: 'function' as const,
        group,
        signature,
        description,
        example,
        aliases,
        outputs: [],
      };
    },
  );
}

/** An indicator hidden by a function of the same name is left out: it cannot be called. */
function indicatorEntries(): readonly ReferenceEntry[] {
  return indicators
    .filter(({ name }) => maybeFunction(name) === undefined)
    .map(({ name, group, inputs, parameters, outputs, description }) => {
      const wanted = inputs.filter((input) => input === 'series').length;
      const series = wanted === 1 ? [defaultSeries(name)] : ['x', 'y'].slice(0, wanted);
      const constants = parameters.map((parameter) => `${parameter.name}: ${parameter.default}`);
      const signature = `${name}(${[...series, ...constants].join(', ')})`;
      const example = signature.replace('(x, y', '(close, open');
      const named = outputs.length > 1 ? outputs : [];
      const aliases = indicatorAliases(name);
      return {
        name,
        kind: 'indicator' as const,
        group,
        signature,
        description,
        example,
        aliases,
        outputs: named,
      };
    });
}

import type { Indicator, IndicatorParameter } from '../indicators/index.js';
import { ExpressionError } from './expression-error.js';
import type { BoundArguments, FunctionParameter, LanguageFunction } from './language-functions.js';
import { maybeNearestName } from './nearest-name.js';
import { addColumn, addConstant, type Group } from './plan.js';
import type { Argument, SyntaxNode } from './syntax-tree.js';
import { type BuildContext, buildConstant, buildGroup, buildTyped, isConstant } from './build-context.js';
import { defaultSeries } from './vocabulary.js';

/** The arguments of a call to a function of the language, checked. */
export function bindFunction(
  context: BuildContext,
  call: SyntaxNode,
  record: LanguageFunction,
  args: readonly Argument[],
): BoundArguments {
  const positional = args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const [first] = record.parameters;
  const skipsSeries =
    first.default === 'close' && positional.length > 0 && isConstant(context, positional[0]);
  const parameters = skipsSeries ? record.parameters.slice(1) : record.parameters;
  const named = namedArguments(record.name, record.parameters, args);
  const nodes: number[] = skipsSeries && !named.has(first.name) ? [addColumn(context.plan, 'close')] : [];
  const constants: number[] = [];
  let group: Group | undefined;
  let at = 0;
  for (const parameter of parameters) {
    const role = `${record.name}: ${parameter.name}`;
    const tree = named.get(parameter.name) ?? (at < positional.length ? positional[at++] : undefined);
    if (tree === undefined) {
      if (parameter.default === 'close') nodes.push(addColumn(context.plan, 'close'));
      else if (parameter.default === undefined && !parameter.isOptional)
        throw missing(record.name, parameter.name, call);
      else if (parameter.kind === 'constant') constants.push(parameter.default ?? 0);
      else if (parameter.default !== undefined) nodes.push(addConstant(context.plan, parameter.default));
    } else if (parameter.kind === 'group') group = buildGroup(tree, role);
    else if (parameter.kind === 'constant') constants.push(boundedConstant(context, tree, parameter, role));
    else nodes.push(buildArgument(context, tree, parameter, role));
  }
  const last = parameters[parameters.length - 1];
  while (record.isVariadic && at < positional.length) {
    nodes.push(buildArgument(context, positional[at++], last, `${record.name}: ${last.name}`));
  }
  if (at < positional.length)
    throw surplus(
      record.name,
      parameters.map(({ name }) => name),
      positional[at],
    );
  return { nodes, constants, group };
}

/** Input series and parameters of an indicator: leading arguments that are series are its inputs. */
export function bindIndicator(
  context: BuildContext,
  call: SyntaxNode,
  indicator: Indicator,
  args: readonly Argument[],
): { readonly inputs: readonly number[]; readonly constants: readonly number[] } {
  const positional = args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const wanted = indicator.inputs.filter((input) => input === 'series').length;
  let given = 0;
  while (given < positional.length && !isConstant(context, positional[given])) given++;
  if (given > wanted) throw tooManySeries(indicator, wanted, positional[wanted]);
  if (given < wanted && (given > 0 || wanted > 1)) {
    throw new ExpressionError(`${indicator.name} needs ${wanted} series, was given ${given}`, call);
  }
  const series = positional
    .slice(0, given)
    .map((tree) => buildTyped(context, tree, 'number', `the series of ${indicator.name}`));
  if (series.length < wanted) series.push(addColumn(context.plan, defaultSeries(indicator.name)));
  let next = 0;
  const inputs = indicator.inputs.map((input) =>
    input === 'series' ? series[next++] : addColumn(context.plan, input),
  );
  return { inputs, constants: bindParameters(context, indicator, args, positional.slice(given)) };
}

function bindParameters(
  context: BuildContext,
  { name, parameters }: Indicator,
  args: readonly Argument[],
  positional: readonly SyntaxNode[],
): readonly number[] {
  if (positional.length > parameters.length) {
    throw surplus(
      name,
      parameters.map((parameter) => parameter.name),
      positional[parameters.length],
    );
  }
  const named = namedArguments(name, parameters, args);
  return parameters.map((parameter, k) => {
    const tree = named.get(parameter.name) ?? positional[k];
    if (named.has(parameter.name) && k < positional.length) {
      throw new ExpressionError(`${name}: ${parameter.name} is given twice`, tree);
    }
    return tree === undefined
      ? parameter.default
      : boundedConstant(context, tree, parameter, `${name}: ${parameter.name}`);
  });
}

function namedArguments(
  owner: string,
  parameters: readonly { readonly name: string }[],
  args: readonly Argument[],
): ReadonlyMap<string, SyntaxNode> {
  const names = parameters.map(({ name }) => name);
  const named = new Map<string, SyntaxNode>();
  for (const { name, value } of args) {
    if (name === undefined) continue;
    if (!names.includes(name)) {
      const suggestion = maybeNearestName(name, names);
      const reason = `${owner} has no parameter "${name}"; it has ${names.join(', ') || 'none'}`;
      throw new ExpressionError(reason, suggestion === undefined ? value : { ...placeOf(value), suggestion });
    }
    if (named.has(name)) throw new ExpressionError(`${owner}: ${name} is given twice`, value);
    named.set(name, value);
  }
  return named;
}

function buildArgument(
  context: BuildContext,
  tree: SyntaxNode,
  parameter: FunctionParameter,
  role: string,
): number {
  if (parameter.kind === 'any') return context.build(context, tree);
  return buildTyped(context, tree, parameter.kind === 'condition' ? 'boolean' : 'number', role);
}

function boundedConstant(
  context: BuildContext,
  tree: SyntaxNode,
  bounds: Partial<Pick<IndicatorParameter, 'min' | 'max' | 'integer'>>,
  role: string,
): number {
  const value = buildConstant(context, tree, role);
  const { min = -1e9, max = 1e9, integer = false } = bounds;
  const isFit = value >= min && value <= max && (!integer || Number.isInteger(value));
  if (isFit) return value;
  const range = max < 1e9 ? `from ${min} to ${max}` : `≥ ${min}`;
  throw new ExpressionError(
    `${role} must be ${integer ? 'an integer' : 'a number'} ${range}, was ${value}`,
    tree,
  );
}

function placeOf({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } {
  return { start, end };
}

function missing(owner: string, parameter: string, call: SyntaxNode): ExpressionError {
  return new ExpressionError(`${owner} needs its argument "${parameter}"`, call);
}

function surplus(owner: string, names: readonly string[], tree: SyntaxNode): ExpressionError {
  const reason = `${owner} takes ${names.length} argument${names.length === 1 ? '' : 's'} after its series (${names.join(', ')}), this is one too many`;
  return new ExpressionError(reason, tree);
}

function tooManySeries(indicator: Indicator, wanted: number, tree: SyntaxNode): ExpressionError {
  const { name, inputs } = indicator;
  const reads = wanted === 0 ? `it reads ${inputs.join(', ')}` : `it takes ${wanted}`;
  return new ExpressionError(
    `${name}: this series does not belong here, ${reads}; parameters must be numbers known in advance`,
    tree,
  );
}

import { ExpressionError } from './expression-error.js';
import { type Group, maybeConstant, type Plan, type ValueType } from './plan.js';
import type { SyntaxNode } from './syntax-tree.js';
import { isLabel } from './vocabulary.js';

/** What the caller declared, by lower-case name, and the plan that grows. */
export interface BuildContext {
  readonly plan: Plan;
  readonly definitions: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly columns: ReadonlySet<string>;
  /** Definitions that are being built, outermost first: one that meets itself is recursive. */
  readonly open: string[];
  /** Nodes of definitions that are built, and of trees: each is built once. */
  readonly builtDefinitions: Map<string, number>;
  readonly builtTrees: Map<SyntaxNode, number>;
  /** Adds the value of a tree to the plan, whatever its type. */
  readonly build: (context: BuildContext, tree: SyntaxNode) => number;
}

/** Builds a tree and requires its type. */
export function buildTyped(context: BuildContext, tree: SyntaxNode, type: ValueType, role: string): number {
  const index = context.build(context, tree);
  const found = context.plan.nodes[index].type;
  if (found === type) return index;
  const remedy =
    type === 'number'
      ? 'turn a condition into numbers with if(condition, 1, 0)'
      : 'make a condition of a number with a comparison, such as "> 0"';
  const names = { number: 'a number', boolean: 'a condition' } as const;
  throw new ExpressionError(`${role} must be ${names[type]}, this is ${names[found]}; ${remedy}`, tree);
}

/** The value of a tree that is known before any bar is seen. */
export function buildConstant(context: BuildContext, tree: SyntaxNode, role: string): number {
  const value = maybeConstant(context.plan, buildTyped(context, tree, 'number', role));
  if (value === undefined) {
    throw new ExpressionError(`${role} must be a number known in advance, not a series`, tree);
  }
  return value;
}

/** Whether the value of a tree is known before any bar is seen. */
export function isConstant(context: BuildContext, tree: SyntaxNode): boolean {
  return maybeConstant(context.plan, context.build(context, tree)) !== undefined;
}

/** The label named by a tree. */
export function buildGroup(tree: SyntaxNode, role: string): Group {
  if (tree.kind === 'name' && isLabel(tree.name)) return tree.name;
  throw new ExpressionError(`${role} must be sector or industry`, tree);
}

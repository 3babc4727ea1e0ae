export type { ProblemKind, ProblemOptions } from './problem.js';
export { Problem, toProblem } from './problem.js';
export { issueWords } from './issue-words.js';
export { unknownName } from './unknown-name.js';

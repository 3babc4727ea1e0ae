import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentPolicy } from '../../../pipelines/site/finish-pages.js';

test('an inline script may run by its hash, a script of the site by its address, nothing else', () => {
  const script = '\nimport {define} from "./_observablehq/client.js";\n';
  const policy = contentPolicy(`<script type="module">${script}</script><script src="./a.js"></script>`);
  const hash = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(policy).not.toContain("unsafe-eval' 'unsafe");
  expect(policy).toContain("connect-src 'self'");
  expect(policy.match(/sha256-/g)).toHaveLength(1);
});

import { toProblem } from '../errors/index.js';
import type { Progress } from '../progress/index.js';
import { readRequests } from '../warm/index.js';
import { warmPublished, type WarmWorkspaceOptions } from './warm-workspace.js';

/**
 * Does again the scans that people have asked for, once a night is published: what goes wrong here, or is
 * cancelled, takes nothing from it. Nothing is done where nobody has asked for anything yet.
 */
export async function warmAfter(
  options: Pick<WarmWorkspaceOptions, 'workspace' | 'config' | 'signal'> & { readonly progress: Progress },
  warn: (message: string) => void,
): Promise<void> {
  const { workspace, config, signal, progress } = options;
  if (!config.warm.nightly || readRequests(workspace.requests).length === 0) return;
  try {
    const { warmed, seconds } = await warmPublished({ workspace, config, signal, warn, onlyAsked: true });
    if (warmed.length > 0)
      progress.note('info', `${warmed.length} scans that people ask for are warm (${seconds.toFixed(1)} s)`);
  } catch (error) {
    warn(`nothing was warmed: ${toProblem(error).message}`);
  }
}

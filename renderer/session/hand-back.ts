import type { Workspace } from '../data/types.ts';

/**
 * Waits for the word of the server that this machine was taken back. Then what was written here goes out first (the engine
 * sees to that), and once nothing waits any more the machine erases itself and says so.
 * @param onGone the person's storage is off this machine
 * @returns how to stop waiting
 */
export function watchForRecall(
  workspace: Pick<Workspace, 'status' | 'outbox' | 'handBack'>,
  onGone: () => void,
): () => void {
  let running = false;
  const look = async (): Promise<void> => {
    if (running || workspace.status.get().trouble !== 'deviceRevoked') return;
    running = true;
    try {
      if (await workspace.handBack()) {
        stop();
        onGone();
      }
    } catch {
      // The next word of the engine tries again; until then everything is still here.
    } finally {
      running = false;
    }
  };
  const unsubscribe = [workspace.status, workspace.outbox].map((store) => store.subscribe(() => void look()));
  const stop = (): void => unsubscribe.forEach((end) => end());
  void look();
  return stop;
}

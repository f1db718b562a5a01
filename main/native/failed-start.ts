import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { openLog } from './log.ts';
import { chosenLanguage } from './settings-file.ts';
import { wordsIn } from './words.ts';

/**
 * Tells why there is no window, and ends. A process that went on without one would hold the lock of the only
 * instance, and every further start would end at once without a word.
 * @param language of whoever has not chosen one
 */
export function endWithoutDesk(error: unknown, language: string | null): void {
  const folder = app.getPath('userData');
  const reason = error instanceof Error ? error : new Error(String(error));
  try {
    openLog(join(folder, 'logs')).error(`the start failed: ${reason.stack ?? reason.message}`);
  } catch {
    // The person is told all the same.
  }
  const { title, text } = wordsIn(languageHere(folder) ?? language).notStarted;
  dialog.showErrorBox(title, text(reason.message));
  app.exit(1);
}

function languageHere(folder: string): unknown {
  try {
    return chosenLanguage(readFileSync(join(folder, 'settings.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

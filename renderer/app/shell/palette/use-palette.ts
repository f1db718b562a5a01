import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../i18n/index.ts';
import type { Platform } from '../../../platform/types.ts';
import { useIndex, useWorkspace } from '../../../session/react.tsx';
import { useOfferedCommands } from '../../../ui/index.ts';
import { findCommands } from './find-commands.ts';
import type { Spells } from './find-commands.ts';
import { paletteSections } from './palette-sections.ts';
import type { PaletteSection } from './palette-sections.ts';
import { readRecent, rememberRecent } from './recent.ts';
import { useShellCommands } from './use-commands.ts';

export interface Palette {
  sections: readonly PaletteSection[];
  /** Does what the command means by now. */
  runCommand: (id: string) => void;
}

/** As a Chinese keyboard writes it, too. */
const ONLY_COMMANDS = /^[>＞》]\s*/;

/** What the palette finds for the words typed; nothing while it is closed. */
export function usePalette(settings: Platform['settings'], open: boolean, typed: string): Palette {
  const { i18n } = useTranslation();
  const { staffId } = useWorkspace();
  const index = useIndex();
  const offered = useOfferedCommands();
  const ofScreens = useSyncExternalStore(offered.subscribe, offered.all);
  const ofShell = useShellCommands();
  const spells = useSpelling(open);

  const runCommand = (id: string): void => {
    rememberRecent(settings, 'commands', staffId, id);
    [...offered.all(), ...ofShell].find((one) => one.id === id)?.run();
  };
  if (!open) return { sections: [], runCommand };
  const recentCommands = readRecent(settings, 'commands', staffId);
  const languages = [i18n.language, ...LANGUAGES.filter((one) => one !== i18n.language)];
  const speakers = languages.map((language) => i18n.getFixedT(language));
  const titled = [...ofScreens, ...ofShell].map((command) => ({
    command,
    titles: speakers.map((t) => command.title(t)),
  }));
  const text = typed.replace(ONLY_COMMANDS, '');
  const sections = paletteSections(index, {
    text,
    onlyCommands: ONLY_COMMANDS.test(typed),
    commands: findCommands(titled, text, text === '' ? [] : recentCommands, spells),
    recentCommands,
    recentCustomers: readRecent(settings, 'customers', staffId),
  });
  return { sections, runCommand };
}

const SPELLS_NOTHING: Spells = () => 0;

/** The readings of Chinese characters are many; they come when the palette is first opened. */
function useSpelling(open: boolean): Spells {
  const [spells, setSpells] = useState<{ by: Spells } | null>(null);
  useEffect(() => {
    if (!open || spells !== null) return;
    void import('./spelling.ts').then((module) => setSpells({ by: module.spells }));
  }, [open, spells]);
  return spells?.by ?? SPELLS_NOTHING;
}

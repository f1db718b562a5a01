import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { customerPath, useAccess } from '../../../features/customers/index.ts';
import type { Platform } from '../../../platform/types.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { SearchOutlined } from '../../../ui/icons.tsx';
import styles from './palette.module.css';
import { PaletteResults } from './palette-results.tsx';
import type { PaletteEntry } from './palette-sections.ts';
import { rememberRecent } from './recent.ts';
import { usePalette } from './use-palette.ts';

const LIST_ID = 'palette-results';
const OPTION_ID = 'palette-option';

/** Finds a customer, a screen or something to do from anywhere: Ctrl+K, type, Enter. */
export function CommandPalette({ settings }: { settings: Platform['settings'] }): ReactNode {
  const { t } = useTranslation();
  const seesCustomers = useAccess().mayAnywhere('customer.read');
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { sections, runCommand } = usePalette(settings, open, text.trim());
  useRememberedVisits(settings);
  const before = useShortcut(input);

  const entries = sections.flatMap((section) => section.entries);
  const last = entries.length - 1;
  const close = (): void => {
    setOpen(false);
    setText('');
    setChosen(0);
    input.current?.blur();
  };
  const take = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    close();
    if (entry.kind === 'customer') void navigate(customerPath(entry.customer.customerCode));
    else runCommand(entry.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen(chosen >= last ? 0 : chosen + 1);
    else if (event.key === 'ArrowUp') setChosen(chosen <= 0 ? Math.max(0, last) : chosen - 1);
    else if (event.key === 'Enter') take(entries[chosen]);
    else if (event.key === 'Escape') {
      close();
      before.current?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles['search']} role="search">
      <SearchOutlined className={styles['icon'] ?? ''} />
      <input
        ref={input}
        className={styles['input']}
        role="combobox"
        aria-label={t('shell.search.label')}
        aria-expanded={open}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={open && entries.length > 0 ? `${OPTION_ID}-${chosen}` : undefined}
        placeholder={t(seesCustomers ? 'shell.search.placeholder' : 'shell.search.onlyCommands')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <kbd className={styles['keys']}>Ctrl K</kbd>
      {open && (
        <PaletteResults
          id={LIST_ID}
          optionId={OPTION_ID}
          text={text.trim()}
          sections={sections}
          chosen={chosen}
          onChoose={setChosen}
          onTake={take}
        />
      )}
    </div>
  );
}

/** Ctrl+K from anywhere, also out of another field. @returns where the keyboard was, to go back there */
function useShortcut(input: RefObject<HTMLInputElement | null>): RefObject<HTMLElement | null> {
  const before = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const { activeElement } = document;
      if (activeElement !== input.current && activeElement instanceof HTMLElement)
        before.current = activeElement;
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [input]);
  return before;
}

/** A customer that is opened, by whatever way, is offered again. */
function useRememberedVisits(settings: Platform['settings']): void {
  const { staffId } = useWorkspace();
  const { pathname } = useLocation();
  useEffect(() => {
    const code = /^\/customers\/(.+)$/.exec(pathname)?.[1];
    if (code !== undefined) rememberRecent(settings, 'customers', staffId, decodeURIComponent(code));
  }, [pathname, settings, staffId]);
}

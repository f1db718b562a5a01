import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { CustomerIndex, CustomerSummary } from '../../data/types.ts';
import type { Platform } from '../../platform/types.ts';
import { useIndex, useWorkspace } from '../../session/react.tsx';
import styles from './customer-search.module.css';
import { customerPath } from '../../features/customers/index.ts';
import { readRecent, rememberRecent } from './recent-customers.ts';
import { SearchResults } from './search-results.tsx';
import { SearchOutlined } from '../../ui/icons.tsx';

const SHOWN = 12;
const OPTION_ID = 'customer-search-option';

/** Finds a customer from anywhere: Ctrl+K, type, Enter. Without words it offers those opened lately. */
export function CustomerSearch({ settings }: { settings: Platform['settings'] }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { staffId } = useWorkspace();
  const index = useIndex();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  useRememberedVisits(settings, staffId);
  useShortcut(input);

  const found = useMemo(
    () => (open ? candidates(index, text, () => readRecent(settings, staffId)) : []),
    [index, open, text, settings, staffId],
  );
  const close = (): void => {
    setOpen(false);
    setText('');
    input.current?.blur();
  };
  const go = (customer: CustomerSummary | undefined): void => {
    if (customer === undefined) return;
    close();
    void navigate(customerPath(customer.customerCode));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen((i) => Math.min(found.length - 1, i + 1));
    else if (event.key === 'ArrowUp') setChosen((i) => Math.max(0, i - 1));
    else if (event.key === 'Enter') go(found[chosen]);
    else if (event.key === 'Escape') close();
    else return;
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
        aria-controls="customer-search-results"
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${OPTION_ID}-${chosen}` : undefined}
        placeholder={t('shell.search.placeholder')}
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
        <SearchResults
          id="customer-search-results"
          optionId={OPTION_ID}
          text={text.trim()}
          found={found}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={go}
        />
      )}
    </div>
  );
}

function candidates(index: CustomerIndex, text: string, recent: () => string[]): CustomerSummary[] {
  const trimmed = text.trim();
  if (trimmed !== '') return Array.from(index.search(trimmed, SHOWN), (position) => index.at(position));
  return recent().flatMap((code) => {
    const position = index.positionOf(code);
    return position === undefined ? [] : [index.at(position)];
  });
}

/** Ctrl+K from anywhere, also out of another field. */
function useShortcut(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [input]);
}

/** A customer that is opened, by whatever way, is offered again. */
function useRememberedVisits(settings: Platform['settings'], staffId: string): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const code = /^\/customers\/(.+)$/.exec(pathname)?.[1];
    if (code !== undefined) rememberRecent(settings, staffId, decodeURIComponent(code));
  }, [pathname, settings, staffId]);
}

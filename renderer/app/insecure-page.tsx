import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/index.ts';
import { ErrorState } from '../ui/index.ts';
import { ThemeProvider } from '../ui/theme/index.ts';

/** Over plain HTTP a browser withholds what keeping data needs; the one thing to do is to say so. */
export function InsecurePage({ address, language }: { address: string; language: Language }): ReactNode {
  const { t } = useTranslation();
  const secure = address.replace(/^http:/, 'https:');
  return (
    <ThemeProvider preference="system" language={language}>
      <main style={{ maxWidth: 720, margin: '80px auto', padding: 16 }}>
        <ErrorState
          title={t('shell.insecure.title')}
          text={
            <>
              {t('shell.insecure.text', { address })} <a href={secure}>{secure}</a>
            </>
          }
        />
      </main>
    </ThemeProvider>
  );
}

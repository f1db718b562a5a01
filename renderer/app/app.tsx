import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { PlatformProvider } from '../session/platform-context.tsx';
import { SessionProvider } from '../session/react.tsx';
import { ThemeProvider } from '../ui/theme/index.ts';
import { Gate } from './gate.tsx';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import type { Services } from './services.ts';

/** The whole client over the services it is given. */
export function ChannelDesk({ platform, session }: Services): ReactNode {
  return (
    <PlatformProvider platform={platform}>
      <PreferencesProvider settings={platform.settings}>
        <Themed>
          <SessionProvider session={session}>
            <HashRouter>
              <Gate />
            </HashRouter>
          </SessionProvider>
        </Themed>
      </PreferencesProvider>
    </PlatformProvider>
  );
}

function Themed({ children }: { children: ReactNode }): ReactNode {
  const { theme, language } = usePreferences();
  return (
    <ThemeProvider preference={theme} language={language}>
      {children}
    </ThemeProvider>
  );
}

import { createRoot } from 'react-dom/client';
import { chooseLanguage, startLanguages } from '../i18n/index.ts';
import { createBrowserPlatform } from '../platform/browser-platform.ts';
import { createDesktopPlatform, desktopBridge } from '../platform/desktop-platform.ts';
import { createBrowserSession } from '../session/browser-session.ts';
import { ChannelDesk } from './app.tsx';
import { InsecurePage } from './insecure-page.tsx';
import { keepForOfflineStart } from './offline-start/register.ts';
import { wantedLanguage } from './preferences.tsx';
import { APP_VERSION } from './version.ts';

/** Puts the services of this platform under the client and draws it. */
async function start(place: HTMLElement): Promise<void> {
  const bridge = desktopBridge();
  const platform = bridge === undefined ? createBrowserPlatform() : await createDesktopPlatform(bridge);
  const { language } = chooseLanguage(wantedLanguage(platform.settings, window.location.href));
  await startLanguages(language);
  const root = createRoot(place);
  if (!window.isSecureContext) {
    root.render(<InsecurePage address={window.location.origin} language={language} />);
    return;
  }
  root.render(<ChannelDesk platform={platform} session={createBrowserSession(platform, APP_VERSION)} />);
  // The desktop has its files on the disk beside it.
  if (platform.kind === 'browser') keepForOfflineStart();
}

const place = document.getElementById('root');
if (place !== null) void start(place);

/** How this copy was started. */
export interface LaunchOptions {
  /** `--hidden`: begins beside the clock, as when the system starts it with the session. */
  hidden: boolean;
  /** `--server=https://desk.example.com`: the server of somebody who has not chosen one yet. */
  serverAddress: string | null;
  /** `--lang=en-US`: the language of somebody who has not chosen one yet. */
  language: string | null;

  // What the environment may say to a copy that runs from a checkout. An installed copy listens to none of it.

  /** `CHANNELDESK_USER_DATA`: where everything of this machine is kept; each test has its own. */
  userData: string | null;
  /** `CHANNELDESK_POLICY`: the administrator's file, in the place of all others. */
  policyPath: string | null;
  /** `CHANNELDESK_UPDATE_CONFIG`: asks for updates though nothing is installed, with this `app-update.yml`. */
  updateConfig: string | null;
}

/** @param commandLine as in process.argv; whoever opens a link can add nothing but the link to it */
export function launchOptions(
  environment: Readonly<Record<string, string | undefined>>,
  commandLine: readonly string[],
  packaged: boolean,
): LaunchOptions {
  const value = (name: string): string | null => (packaged ? null : environment[name] || null);
  const option = (name: string): string | null =>
    commandLine.find((part) => part.startsWith(`--${name}=`))?.slice(name.length + 3) || null;
  return {
    hidden: commandLine.includes('--hidden'),
    serverAddress: option('server') ?? value('CHANNELDESK_SERVER'),
    language: option('lang'),
    userData: value('CHANNELDESK_USER_DATA'),
    policyPath: value('CHANNELDESK_POLICY'),
    updateConfig: value('CHANNELDESK_UPDATE_CONFIG'),
  };
}

/** What the environment may say to a copy that runs from a checkout. An installed copy listens to none of it. */
export interface LaunchOptions {
  /** `CHANNELDESK_USER_DATA`: where everything of this machine is kept; each test has its own. */
  userData: string | null;
  /** `CHANNELDESK_SERVER`: the server of somebody who has not chosen one yet. */
  serverAddress: string | null;
  /** `CHANNELDESK_POLICY`: the administrator's file, in the place of the one beside the program. */
  policyPath: string | null;
  /** `CHANNELDESK_UPDATE_CONFIG`: asks for updates though nothing is installed, with this `app-update.yml`. */
  updateConfig: string | null;
}

export function launchOptions(
  environment: Readonly<Record<string, string | undefined>>,
  packaged: boolean,
): LaunchOptions {
  const value = (name: string): string | null => (packaged ? null : environment[name] || null);
  return {
    userData: value('CHANNELDESK_USER_DATA'),
    serverAddress: value('CHANNELDESK_SERVER'),
    policyPath: value('CHANNELDESK_POLICY'),
    updateConfig: value('CHANNELDESK_UPDATE_CONFIG'),
  };
}

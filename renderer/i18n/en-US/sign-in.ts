import type { SameKeys } from '../catalogue.ts';
import type { download as zhDownload, signIn as zh } from '../zh-CN/sign-in.ts';

export const signIn: SameKeys<typeof zh> = {
  title: 'Sign in',
  steps: {
    label: 'Steps of signing in',
    server: 'Server',
    signIn: 'Sign in',
    signInHint: 'Staff number and password',
    download: 'First download',
    downloadHint: 'Usable while it loads',
  },
  server: {
    title: 'Server',
    hint: 'The address of your ChannelDesk server, from your administrator. It is asked for once.',
    address: 'Server address',
    example: 'such as https://desk.example.com',
    check: 'Connect',
    checking: 'Connecting',
    back: 'Back',
    other: 'Other server',
    need: 'Enter the address of the server',
    notAnAddress:
      'This is not the address of a server. It looks like https://desk.example.com, without a path.',
    notEncrypted:
      'Passwords are not sent to another machine in the clear: the address must begin with https://.',
    fixed: 'The server is set by your administrator and cannot be changed here.',
    unreachable: 'This address cannot be reached. Check it and the network, then try again; nothing is lost.',
    notTheServer:
      'Something answers at this address, but it is not ChannelDesk. Check the address; in hotels and malls sign in to their network first.',
    footer: 'Choosing another server leaves what is kept here for the present one untouched.',
  },
  connected: '{{server}}, connected',
  connecting: '{{server}}, connecting',
  notConnected: '{{server}}, not connected',
  staffNo: 'Staff number',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in',
  needStaffNo: 'Enter the staff number',
  needPassword: 'Enter the password',
  capsLock: 'Caps lock is on.',
  footer:
    'Data on this machine is encrypted per person, invisible to others. Whoever has signed in here before can do so without a network.',
  version: 'ChannelDesk {{version}}',
  otherLanguage: '简体中文',
  change: {
    title: 'Choose your own password',
    why: 'An administrator gave you this password, for one sign-in. With one of your own the work begins.',
    policy: 'At least 8 characters, letters and digits, neither the staff number nor the one before.',
    submit: 'Change and sign in',
    later: 'Sign in another time',
    tooLate: 'The sign-in is too long ago: sign in again with the password that you were given.',
  },
  problem: {
    credentials: 'Staff number or password is wrong.',
    credentialsLeft_one: 'Staff number or password is wrong; {{count}} attempt left.',
    credentialsLeft_other: 'Staff number or password is wrong; {{count}} attempts left.',
    limit: 'Too many wrong attempts. Try again after {{time}}.',
    limitSoon: 'Too many wrong attempts. Try again later.',
    limitHereHelp:
      'There is no network, so this machine counts; restarting does not help. If you forgot the password, have it reset once you are online.',
    unknownHere:
      'There is no network, and nobody of this number has signed in on this machine with a password.',
    unknownHereHelp: 'The first sign-in on a machine needs the network; later ones do not.',
    tooFast_one: 'Too many requests from here; try again in {{count}} second',
    tooFast_other: 'Too many requests from here; try again in {{count}} seconds',
    tooFastHelp:
      'This has nothing to do with your password. On a device where you have signed in before, it opens without a network too.',
    limitHelp: 'If you forgot the password, ask your administrator to reset it.',
    disabled: 'This account is disabled.',
    disabledHelp:
      'What is not sent yet is still on this machine; ask your administrator to restore the account.',
    device: 'This device was disabled.',
    deviceHelp: 'Ask your administrator.',
    unreachable: 'Cannot reach the server {{server}}.',
    unreachableHelp:
      'What you typed is still here; press Sign in again when the network is back. Whoever has signed in on this machine before needs no network.',
    notTheServer: 'This answer is not from the ChannelDesk server.',
    notTheServerHelp:
      'The network may want its own sign-in page first (hotel or shop Wi-Fi); sign in there with a browser and try again. The password was not kept.',
    upgrade: 'The server asks for a newer program.',
    upgradeHelp: 'Open the page again to update; what is not sent yet is still here.',
    storage: 'This machine has no room for the data.',
    storageHelp: 'Free some space, or allow the browser to store data, then press Sign in.',
    passwordPolicy:
      'The new password needs at least 8 characters, letters and digits, and is neither the staff number nor the one before.',
    server: 'The server had a problem; you are not signed in.',
    serverHelp: 'Try again later; if that does not help, give the code to your administrator.',
  },
  starting: 'Opening the data on this machine',
  lock: {
    title: 'Locked',
    who: '{{name}} {{staffNo}}',
    text: 'Type the password to go on; no network is needed. Unsent work goes on being sent.',
    atStart:
      'Your administrator wants the password at every start; no network is needed. Unsent work is kept here.',
    unlock: 'Unlock',
    unlocking: 'Unlocking',
    otherPerson: 'Somebody else',
    otherBody:
      '{{name}} will be signed out. His data and unsent work stay here, encrypted, until he signs in again.',
    otherConfirm: 'Sign out and change',
    stay: 'Back',
  },
};

export const download: SameKeys<typeof zhDownload> = {
  title: 'First download',
  remaining: 'About {{time}} left',
  paused: 'Paused',
  waitingForServer: 'Asking the server how much there is',
  ofRows: '/ {{total}} rows',
  ofMegabytes: '/ {{total}} MB',
  columns: { area: 'Area', content: 'Content', progress: 'Progress', rows: 'Rows' },
  reference: 'Reference',
  referenceContent: 'Units, people, data sources',
  mine: 'Mine',
  mineContent: 'Answers, notices, views',
  customers_one: '{{shown}} customer',
  customers_other: '{{shown}} customers',
  arrived: 'Here',
  waiting: 'Waiting',
  hint: 'You can leave at any time; it goes on from the last page. What is here can be searched and written to.',
  offline: 'Offline; goes on from the last page when online.',
  pause: 'Pause',
  resume: 'Go on',
  start_one: 'Start with the {{shown}} already here',
  start_other: 'Start with the {{shown}} already here',
  startEmpty: 'Have a look already',
};

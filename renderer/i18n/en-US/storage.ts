import type { SameKeys } from '../catalogue.ts';
import type { zhCN } from '../zh-CN/index.ts';

export const storage: SameKeys<typeof zhCN.storage> = {
  trouble: {
    storageFull: {
      title: 'The disk or the browser has no room left; downloading has stopped',
      kept: 'Everything received is there, unchanged. You can still write: what cannot be saved says so at once and stays where you wrote it.',
      toDo: 'Make room on the disk, then try again.',
    },
    storageLost: {
      title: 'The data kept on this machine are gone',
      kept: 'Downloading has stopped. Unsent work comes back from its second home, customers from the server.',
      toDo: 'This mends itself within seconds as a rule; where it does not, rebuild.',
    },
    blocked: {
      title: 'Another window holds the data of this machine',
      kept: 'Nothing was changed. What you write now is kept in its second home and joins the rest later.',
      toDo: 'Close the other windows of this program; this one then goes on by itself.',
    },
    superseded: {
      title: 'A newer version is open in another window',
      kept: 'This window has stopped writing and synchronising; everything you wrote is there.',
      toDo: 'Close this window, or open the page again to use the newer version.',
    },
    newerSchema: {
      title: 'The data on this machine were written by a newer program',
      kept: 'This program is older. It has changed nothing and will write nothing into them.',
      toDo: 'Open the page again to update the program; on the desktop, install the update.',
    },
  },
  retry: 'Try again',
  rebuild: 'Rebuild',
  reload: 'Open again',
  goOn: 'Go on working',
  loss: {
    title: 'The data kept on this machine had been lost and were set up anew',
    cause: {
      missing: 'At {{time}} the data of this machine were found to be gone.',
      foreign: 'At {{time}} the data of this machine were found not to be those kept last.',
      keyLost: 'At {{time}} the key of the data on this machine was found to be gone; it cannot be opened.',
      damaged: 'At {{time}} the browser said that damaged files of data had been cleared.',
    },
    none: 'No unsent work was affected. Customers are downloaded from the server again.',
    recovered_one: '{{count}} unsent edit came back: {{names}}. It will be sent, and has its effect once.',
    recovered_other: '{{count}} unsent edits came back: {{names}}. They will be sent, each with one effect.',
    unread_one:
      '{{count}} edit could not be read in the second home, and may be lost; its file is kept as it was: ask support.',
    unread_other:
      '{{count}} edits could not be read in the second home, and may be lost; its file is kept as it was: ask support.',
    more: ' and others',
    seen: 'Understood',
  },
  departed: {
    title_one: '{{count}} customer is no longer yours, with work of yours unsent',
    title_other: '{{count}} customers are no longer yours, with work of yours unsent',
    text: '{{names}}. The work stays among what waits and what needs attention, and does not go by itself.',
  },
  sealed: {
    title_one: '{{count}} unsent edit cannot be opened for now',
    title_other: '{{count}} unsent edits cannot be opened for now',
    text: 'They are on this machine, encrypted, and not lost. The server has the key: start the program again with a network, and they come back and are sent.',
  },
  withoutCopy: {
    title: 'For now, what you write is kept once only',
    text: 'It is kept with the data of this machine, but its second home takes nothing, most likely because the disk is full. It is made up for once there is room.',
  },
  separator: ', ',
};

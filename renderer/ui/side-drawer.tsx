import { Drawer } from 'antd';
import type { DrawerProps } from 'antd';
import type { ReactNode } from 'react';

/** Below it stands the state of the sync, whatever is open. */
const BAR_HEIGHT = 44;

/** What is opened beside a screen, from the right and below the bar at the top. */
export const SideDrawer = (
  props: Omit<DrawerProps, 'placement' | 'rootStyle' | 'closable' | 'styles'>,
): ReactNode => (
  <Drawer
    placement="right"
    rootStyle={{ top: BAR_HEIGHT }}
    closable={{ placement: 'end' }}
    styles={{ header: { padding: '8px 16px', minHeight: 40 }, body: { padding: '12px 16px 24px' } }}
    {...props}
  />
);

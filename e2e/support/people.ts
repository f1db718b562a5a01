/** People of the demo region that the specs sign in as; server/demo gives them, README lists them. */
export const DEMO_PASSWORD = 'demo-2026';

export const ACCOUNT_MANAGER = { staffNo: '610025', name: '温诗', community: '渡东片1社区' };
export const TEAM_LEAD = { staffNo: '610023', name: '上官竹凯', zone: '渡东片' };
export const SYSTEM_ADMIN = { staffNo: '610001', name: '姜远思' };
/** Holds every customer of a department, and may write about each. */
export const DEPARTMENT_ADMIN = { staffNo: '610020', name: '虞凯泽' };
/** Holds every customer of one of the two networks. */
export const NETWORK_ADMIN = { staffNo: '610005', name: '乔欣岳' };
/** Holds every customer of both. */
export const REGION_ADMIN = { staffNo: '610002', name: '车清永' };

export const DAY_PLAN_PATH = '/workbench/plan';

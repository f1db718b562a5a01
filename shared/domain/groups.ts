/**
 * Groups of customers that live or trade at one place, or that somebody puts together: 楼宇, 小区, ... The types are a
 * dictionary that administrators keep; these are the ones that a store begins with, under these names.
 */
export const SHIPPED_GROUP_TYPES = {
  BUILDING: '楼宇',
  RESIDENTIAL_ESTATE: '小区',
  MARKET: '市场',
  INDUSTRIAL_PARK: '园区',
  SCHOOL: '学校',
  VILLAGE: '村屯',
} as const;
export type ShippedGroupType = keyof typeof SHIPPED_GROUP_TYPES;

/** A type as clients hold it, in the common bucket. One that is retired stays on the groups that have it. */
export interface GroupType {
  typeCode: string;
  name: string;
  retired?: true;
}

/**
 * A group, in the bucket of every community that its unit reaches and of every community with a member; the row's id is
 * `groupId@communityCode`, and all rows of one group say the same.
 */
export interface CustomerGroup {
  groupId: string;
  /** Whoever writes customers at this unit maintains the group. */
  unitCode: string;
  typeCode: string;
  name: string;
  address: string;
  /** Who is in charge of it, as people write it. */
  inCharge: string;
  remark: string;
  madeBy: string;
  madeByName: string;
}

/** That a customer is in a group; it lies and moves with the customer. The row's id is `groupId@customerCode`. */
export interface GroupMembership {
  groupId: string;
  customerCode: string;
  addedBy: string;
  addedOn: string;
}

/** So many customers one edit may put into a group or take out of it. */
export const MOST_MEMBERS_AN_EDIT = 100;

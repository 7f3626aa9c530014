const zh = {
  invite: "邀请家属",
  related: (name: string, relation: string) => `${name}（${relation}）`,
  add: "邀请",
  invited: "已邀请",
  nobody: "没有登记家属账号。可由机构负责人在“人员”里登记家属与老人的关系。",
};

/** The words of inviting relatives to a visit. */
export const inviteWords = {
  zh,
  en: {
    invite: "Invite relatives",
    related: (name: string, relation: string) => `${name} (${relation})`,
    add: "Invite",
    invited: "invited",
    nobody: "No relative has an account. The facility's manager can record them and their relation under People.",
  } satisfies typeof zh,
};

/** What the pages of the office have in common. */
export const officeWords = {
  zh: {
    facility: "机构",
    sections: "分页",
    saved: (what: string) => `已保存：${what}`,
    edit: "修改",
    close: "收起",
    nobody: "无人",
    day: "日",
    weekdays: ["日", "一", "二", "三", "四", "五", "六"],
    weekday: (day: string) => `周${day}`,
  },
  en: {
    facility: "Facility",
    sections: "Sections",
    saved: (what: string) => `Saved: ${what}`,
    edit: "Edit",
    close: "Close",
    nobody: "nobody",
    day: "day",
    weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    weekday: (day: string) => day,
  },
};

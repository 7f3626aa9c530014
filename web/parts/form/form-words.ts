/** What every form says, whatever it is about. */
export const formWords = {
  zh: {
    save: "保存",
    saving: "正在保存…",
    unsaved: "有未保存的修改",
    leaveUnsaved: "修改还没有保存。离开后将丢失，要离开吗？",
    optional: "可不填",
    cancel: "取消",
    goBack: "返回，不改动",
    really: (what: string) => `确定${what}`,
    toCorrect: (n: number) => `没有保存：有 ${n} 处需要改正，已在各处标出。`,
    choose: "请选择",
    missing: "请填写",
    notATime: "请填写时间，如 19:30",
    notAPhone: "请填写手机号，如 13800000000 或 +8613800000000",
    notAnEmail: "请填写邮箱，如 li@example.cn",
    add: "添加",
    remove: "删除",
  },
  en: {
    save: "Save",
    saving: "Saving…",
    unsaved: "Changes are not saved yet",
    leaveUnsaved: "Your changes are not saved and will be lost. Leave the page?",
    optional: "optional",
    cancel: "Cancel",
    goBack: "No, go back",
    really: (what: string) => `Yes, ${what}`,
    toCorrect: (n: number) =>
      n === 1
        ? "Not saved: one place needs correcting; it is marked."
        : `Not saved: ${n} places need correcting; they are marked.`,
    choose: "Please choose",
    missing: "Please fill this in",
    notATime: "Enter a time such as 19:30",
    notAPhone: "Enter a mobile number such as 13800000000 or +8613800000000",
    notAnEmail: "Enter an e-mail address such as li@example.cn",
    add: "Add",
    remove: "Remove",
  },
};

import { useRef } from "react";
import { Button } from "../parts/button.tsx";
import { useKeys } from "../parts/keys.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./keys-help.module.css";

const zh = {
  title: "键盘快捷键",
  close: "关闭",
  keys: {
    j: "下一位服务对象",
    k: "上一位服务对象",
    a: "我去：选中的告警",
    "/": "查找",
    "?": "这张表",
    Esc: "收起全屏告警、关闭菜单",
  },
};
const words = {
  zh,
  en: {
    title: "Keyboard shortcuts",
    close: "Close",
    keys: {
      j: "next resident",
      k: "previous resident",
      a: "I'm going: the alert that has the focus",
      "/": "search",
      "?": "this list",
      Esc: "put a full-screen alert aside, close a menu",
    },
  } satisfies typeof zh,
};

/** What the keys do; `?` shows it. */
export function KeysHelp() {
  const own = useWords(words);
  const { language } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ "?": () => dialog.current?.showModal() });
  return (
    <dialog ref={dialog} className={classes.help} aria-label={own.title} lang={language === "zh" ? "zh-CN" : "en"}>
      <h2 className={classes.title}>{own.title}</h2>
      <dl className={classes.keys}>
        {Object.entries(own.keys).map(([key, what]) => (
          <div key={key} className={classes.row}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={() => dialog.current?.close()}>{own.close}</Button>
    </dialog>
  );
}

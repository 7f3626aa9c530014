import { Link } from "wouter";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { familyApp } from "./to-family.tsx";

const zh = {
  "not-this-page": {
    title: "这一页不对您开放",
    why: "这一页不对这个账号开放，里面没有您要处理的事。如有需要，请联系机构或系统管理员。",
  },
  "nothing-yet": {
    title: "账号已登录，还没有开通内容",
    why: "您已登录成功，但还没有人为这个账号分配岗位或关联家人。请联系机构负责人或系统管理员；开通后刷新本页即可。",
  },
  first: "回到首页",
  me: "我的设置",
  family: "家属请打开“平安灯”",
};
const words = {
  zh,
  en: {
    "not-this-page": {
      title: "This page is not open to you",
      why: "Your role does not use this page; nothing on it waits for you. Ask your facility's manager or the operators if your work needs it.",
    },
    "nothing-yet": {
      title: "You are signed in; nothing is open to you yet",
      why: "Nobody has given this account a role or named you as a relative so far. Ask the facility's manager or the operators, then reload this page.",
    },
    first: "To the first page",
    me: "My settings",
    family: "Families: open the family light",
  } satisfies typeof zh,
};

/** Says why there is nothing to see here, and where to go on. */
export function NotForYou({ why }: { readonly why: "not-this-page" | "nothing-yet" }) {
  const own = useWords(words);
  return (
    <OfficePage title={own[why].title}>
      <Panel>
        <p>{own[why].why}</p>
        <p>{why === "not-this-page" ? <Link href="/">{own.first}</Link> : <Link href="/me">{own.me}</Link>}</p>
        {why === "nothing-yet" && (
          <p>
            <a href={familyApp}>{own.family}</a>
          </p>
        )}
      </Panel>
    </OfficePage>
  );
}
